"""What stands in the view "Decision", in Chinese."""

TEXTS = {
    "view_decision": "决策",
    # which picture
    "decision_picture": "图",
    "decision_picture_line": "p 随特征的变化",
    "decision_picture_plane": "两个特征的平面",
    "decision_picture_strip": "两个类别相比",
    "decision_picture_logits": "分数 z 的平面",
    "decision_picture_heatmap": "每个样本的 p",
    "decision_picture_space": "三个特征的空间",
    "decision_picture_slice": "两个特征，其余固定",
    "decision_one": "第二个类别",
    "decision_other": "第一个类别",
    "decision_versus": "对比",
    "decision_across": "横轴特征",
    "decision_up": "纵轴特征",
    "decision_times": "与",
    "decision_held": "其余特征",
    "decision_held_mean": "其余取平均值",
    "decision_held_sample": "其余同样本 {number}",
    # titles and axes
    "decision_line_title": "特征取不同值时的预测",
    "decision_plane_title": "哪里预测为哪一类",
    "decision_slice_title": "哪里预测为哪一类：切面",
    "decision_space_title": "类别之间的平面",
    "decision_strip_title": "每个样本的 p",
    "decision_logits_title": "每个样本的分数 z 在哪里",
    "decision_heatmap_title": "每个类别的 p，方框为标签",
    "decision_lead_axis": "z{j} − z{i}",
    "decision_p_axis": "{name} 的 p",
    "decision_p_of_classes": "p",
    "decision_rings": "点线圈：离中心的距离（以 z 计）",
    "decision_heatmap_axis": "样本（按标签排列）",
    "decision_sample_at": "样本 {number}",
    "decision_sample_hover": "样本 %{customdata[0]}，标签 %{customdata[1]}<br>预测 "
    "%{customdata[2]}，p = %{customdata[3]}",
    "decision_vector_hover": "测试向量 %{customdata[0]}<br>预测 %{customdata[1]}，"
    "p = %{customdata[2]}",
    "decision_curve_hover": "%{fullData.name}<br>x = %{x}<br>p = %{y}",
    "decision_heatmap_hover": "样本 %{customdata[0]}，标签 %{customdata[1]}<br>%{fullData.name} 的 "
    "p = %{z}",
    "decision_heatmap_vector_hover": "测试向量 %{customdata[0]}<br>%{fullData.name} 的 p = %{z}",
    # what is seen
    "decision_line_says": "每条曲线是一个类别的 p。最高的曲线换成另一条的地方就是边界："
    "在那里两者的分数 z 相等。",
    "decision_plane_says": "颜色表示类别，深浅表示概率。边界上两个类别同样可能：它们的分数 z 相等，"
    "所以边界是直线。",
    "decision_strip_says": "只有两个类别时，softmax 只看一个分数比另一个高多少。"
    "每个样本都在曲线上，竖线通向它的标签；竖线的长度 |p − y| 就是它的梯度的系数。",
    "decision_pair_says": "只看这两个类别，好像没有别的类别：不画其他类别的 {count} 个样本，"
    "p 只在这两类之间分配。",
    "decision_logits_says": "三个分数中，softmax 只看它们的差，而这些差正好构成一个平面："
    "什么都没有丢。区域不变，训练移动的是样本。到边界的距离就是两个分数之差。",
    "decision_heatmap_says": "每列一个样本，每行一个类别：颜色越深，p 越大。"
    "训练得好，颜色就都落在方框里。",
    "decision_space_says": "两个类别之间有一个平面：在它上面两者的分数 z 相等。拖动可以转动。",
    "decision_slice_says_mean": "这是一个切面：其余 {count} 个特征取平均值。",
    "decision_slice_says_sample": "这是一个切面：其余 {count} 个特征与样本 {number} 相同。",
    "decision_agreement": "对 {share} 的样本，切面与模型说法一致；其余样本画得较淡。",
    "decision_right": "全部 {all} 个样本都在正确的一侧。",
    "decision_wrong": "{all} 个样本中有 {count} 个在错误的一侧（带圈）",
    "decision_wrong_held_out": "{all} 个留出样本（空心）中有 {count} 个",
    "decision_thinned": "共 {all} 个样本，画出 {drawn} 个；"
    "{all_wrong} 个错误样本中画出 {wrong} 个。",
    "decision_no_scores": "有 {count} 个样本没有画出：它们的分数超出了 float32 的范围。",
    "decision_equal": "各处所有类别都同样可能：W 和 b 还是零。",
    "decision_sample_says": "样本 {number}：标签 {label}，预测 {predicted}，p\u00a0=\u00a0{p}",
    "decision_to_lines_help": "看这个样本的这些数字是怎样算出来的。",
    "decision_sample": "样本",
    "decision_add": "拖动样本可移动它；点击平面可添加样本，类别为",
    "decision_add_locked": "训练进行中，不能添加样本。",
    "decision_class": "新样本的类别",
    "decision_stale": "已过时：请点击“训练”。",
    "decision_diverged": "训练在第 {epoch} 轮发散。用滑块可以回看。",
    "decision_nothing": "没有图：W 或 b 已不是有限的数。",
    "decision_alt": "{title}。第 {epoch} 轮：{all} 个样本中有 {wrong} 个在错误的一侧",
}
