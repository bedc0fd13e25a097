"""“损失地形”视图中的文字，中文。"""

TEXTS = {
    "view_landscape": "损失地形",
    "landscape_surface": "显示为曲面",
    "landscape_title": "训练路径周围的损失",
    "landscape_axis": "方向 {number}",
    "landscape_axis_share": "方向 {number}（占移动的 {share}）",
    "landscape_hover": "损失 %{z}",
    "landscape_path_hover": "第 %{customdata} 轮",
    "landscape_start": "起点",
    "landscape_present": "第 {epoch} 轮：{loss}",
    "landscape_lowest": "此切面内最低：{loss}",
    "landscape_alt": "W 和 b 的空间中一个平面上的损失等高线",
    "landscape_alt_lowest": "W 和 b 的空间中一个平面上的损失等高线；平面内最低为 {lowest}",
    "landscape_path_alt": "损失地形上的训练路径：第 {epoch} 轮的损失为 {loss}",
    "landscape_slice": "<b>图中所示：</b>{count} 维空间的一个切面，W 和 b 中的每个数各占一维。"
    "在所有平面中，这次训练在它里面移动得最多：{share} 的移动都在这个平面内。",
    "landscape_slice_line": "<b>图中所示：</b>{count} 维空间的一个切面，W 和 b 中的每个数各占一维。"
    "到目前为止，路径是一条直线，即方向 1；方向 2 是{second}。",
    "landscape_slice_start": "<b>图中所示：</b>{count} 维空间的一个切面，"
    "W 和 b 中的每个数各占一维。现在还没有路径：方向 1 笔直下坡，第一步就朝那里走；"
    "方向 2 表示途中坡度如何转向。",
    "landscape_second_gradient": "梯度中与它垂直的部分",
    "landscape_second_bend": "梯度沿它的变化",
    "landscape_second_axis": "与它垂直的方向",
    "landscape_off_plane": "第 {epoch} 轮时，参数略微偏离这个平面：实际损失为 {loss}，"
    "图中那一点的损失为 {beneath}。",
    "landscape_minimum": "<b>可能的最低损失：{loss}。</b>没有哪组 W 和 b 能更低：在那里，"
    "梯度最大的分量是 {slope}。",
    "landscape_above": "第 {epoch} 轮比它高 {gap}。",
    "landscape_reached": "第 {epoch} 轮已经到达（按四位数字）。",
    "landscape_separable": "<b>不存在最低的损失。</b>有的 W 和 b "
    "能让每个训练样本自己的标签得分最高。把它们加倍，每个 p 都更接近 1，损失更接近 0，"
    "却永远到不了：所以 W 会一直增大，只是越来越慢。",
    "landscape_partly": "<b>损失可以任意接近 {loss}，却永远到不了。</b>"
    "一部分样本可以毫无差错地分开（{count} 个中有 {n_apart} 个完全如此），"
    "为了分得更好，W 会一直增大。其余的样本互相重叠，损失降不到零。",
    "landscape_unknown": "没有计算可能的最低损失：这张表太大了。",
    "landscape_rises": "<b>{epochs} 轮中有 {count} 轮的损失反而上升：</b>"
    "步子太长，就会在山谷两侧来回跳，而不是沿着谷底走。",
    "landscape_weight_decay": "使用权重衰减时，训练要减小的是"
    "<span class='formula'>损失 + {value}/2 ·（|W|² + |b|²）</span>。"
    "这里的高度和所说的最低值，都是指这个和。",
    "landscape_own_decay": "这个优化器的权重衰减在梯度之外把 W 和 b 拉向零，不属于损失，"
    "所以训练不一定停在损失最低的地方。",
}
