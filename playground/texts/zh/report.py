"""报告里的文字（中文）。"""

TEXTS = {
    "report_title": "实验",
    "report_link": "在游乐场中打开这个实验",
    "report_no_link": "这里没有返回的链接：表格太大，放不进链接，或者训练之后改过表格或设置。",
    "report_settings": "设置",
    "report_rate": "从第 {epoch} 轮起 {rate}",
    "report_remarks": "说明",
    "report_parameters": "第 {epoch} 轮之后的 W 和 b",
    "report_standardised": "模型使用的是每个特征 x 的 (x − 均值) / 标准差。",
    "report_predicted": "预测",
    "report_held_out": "留出",
    "report_test": "{held_out}：损失 {loss}，准确率 {accuracy}",
    "report_rows": "共 {all} 个样本，这里从整张表中取 {shown} 个。",
    "report_columns": "共 {all} 个特征，这里是前 {shown} 个。",
    "report_vectors": "共 {all} 个测试向量，这里是前 {shown} 个。",
    "report_code": "整个训练的 PyTorch 代码",
    "report_code_goes_on": "代码会训练到第 {last} 轮；上面的结果是第 {shown} 轮的。",
    "report_code_files": "运行时请把这些文件放在旁边：{files}（见“分享”中的“脚本”）。",
}
