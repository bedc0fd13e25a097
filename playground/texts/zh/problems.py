"""What is wrong with an input and what to do, in Chinese."""

TEXTS = {
    "problem_link_version": "链接的版本是 {value}，本页不认识；能读出的部分已显示。",
    "problem_link_data": "链接中的示例“{value}”不存在，改为显示笔记的数据。",
    "problem_link_table": "链接已损坏（{value}），改为显示示例数据。"
    "末尾可能被截断：请复制完整链接后重新打开。",
    "problem_link_test": "测试向量的特征与样本不同，已改用其他测试向量。",
    "problem_link_setting": "设置 {name} 不能是“{value}”，已使用默认值。",
    "problem_link_kept": "表格太大，放不进这个网址，本服务器也没有它：改为显示一个例子。"
    "请按“打开”读取保存的实验。",
    "problem_file_not_experiment": "这不是在这里保存的实验，或文件已损坏。",
    "problem_feature_without_name": "第 {row} 个特征没有名称。请输入名称，或删除该行。",
    "problem_class_without_name": "第 {row} 个类别没有名称。请输入名称，或删除该行。",
    "problem_feature_twice": "有两个特征都叫“{value}”。请改其中一个。",
    "problem_class_twice": "有两个类别都叫“{value}”。请改其中一个。",
    "problem_feature_called_label": "特征不能叫“{value}”：那是类别所在的列。请换一个名称。",
    "problem_no_features_left": "没有特征了。至少保留一个。",
    "problem_no_classes_left": "没有类别了。至少保留一个。",
    "problem_file_too_wide": "列数超过 {maximum:,}。请只保留需要的列，再重新保存。",
    "problem_file_too_large": "文件超过 {maximum} MB。请减少行数后重新保存。",
    "problem_file_empty": "内容是空的。每行应是一个样本：若干个数（特征）和一个标签。",
    "problem_file_one_column": "只找到一列。每行至少要有一个数和一个标签，"
    "用逗号、分号或制表符分隔。",
    "problem_file_no_rows": "没有一行可用：每行的每个特征都要有数，并且要有标签。",
    "problem_file_no_features": "除了 {column} 列，没有哪一列是数。特征必须是数。",
    "problem_file_none_chosen": "请至少选一列作为特征。",
    "problem_file_spreadsheet": "这是电子表格文件（Excel 或 OpenDocument）。"
    "请在电子表格软件中另存为 CSV，或复制单元格后粘贴到这里。",
    "problem_file_pickle": "这是 torch.save 写的 pickle 文件，打开时可能会执行代码。"
    "请改用 safetensors 或 JSON 保存 W 和 b。",
    "problem_file_not_finite": "文件里的 W 和 b 有的不是有限的数：训练时损失已发散。"
    "请保存较早一轮的 W 和 b。",
    "problem_file_not_weights": "这里没有线性分类器的 W 和 b，或文件已损坏：需要两个 float32 张量，"
    "weight [类别数, 特征数] 和 bias [类别数]。",
    "problem_file_not_text": "这不是文本文件。请把表格另存为 CSV，最好用 UTF-8 编码。",
    "problem_file_encoding": "这个文件不能按 {encoding} 读取，请换一种编码。",
    "problem_file_format": "这看起来是 {format}，不是表格。"
    "请把数据另存为 CSV：每行一个样本，各值用逗号分隔。",
    "problem_file_prose": "这看起来是普通文字，不是表格。"
    "请把数据另存为 CSV：每行一个样本，各值用逗号分隔。",
    "problem_file_escaped": "所有内容都在一行里，行与行之间写成了 \\n。请用真正的换行重新保存。",
    "problem_column_text": "{column} 列：文字不能作为特征。若要使用，请换成数，例如 0 和 1。",
    "problem_column_words": "{column} 列：文字不能直接作为特征。若要使用，"
    "请在“转成数的文字列”中选中它。",
    "problem_column_no_number": "{column} 列：{rows:,} 行中有 {count:,} 行不是数（{values}），"
    "因此未采用这一列。若选中它，则改为略去这些行。",
    "problem_column_mixed": "{column} 列：{rows:,} 行中有 {count:,} 行不是数（{values}），"
    "因此未采用这一列。若选中它，则改为略去这些行；也可以把它当作文字列转成数。",
    "problem_column_no_value": "{column} 列：{rows:,} 行中有 {count:,} 行没有值，"
    "因此未采用这一列。若选中它，则改为略去这些行。",
    "problem_columns_many": "有 {count:,} 列是数，但特征最多 {maximum} 个。"
    "若不另选，就采用最前面的几列。",
    "problem_column_empty": "{column} 列是空的。",
    "problem_column_numbering": "{column} 列看起来只是行的编号。如果它是特征，请选中它。",
    "problem_column_set_aside": "{column} 列：文件注明它不是特征。如果要用作特征，请选中它。",
    "problem_row_width": "第 {row} 行：有 {cells} 个单元格，应为 {columns} 个。",
    "problem_rows_no_number": "{column} 列：{rows:,} 行中有 {count:,} 行不是数（{values}），"
    "因此未采用这些行。",
    "problem_rows_no_value": "{column} 列：{rows:,} 行中有 {count:,} 行没有值，因此未采用这些行。",
    "problem_rows_taken": "文件有 {count:,} 行，采用了其中可用的前 {taken:,} 行。",
    "problem_row_missing": "第 {row} 行，{column} 列：没有值。",
    "problem_row_too_large": "第 {row} 行，{column} 列：“{value}”超出 float32 的范围。",
    "problem_row_byte": "第 {row} 行：“{value}”的编码与文件其余部分（UTF-8）不同，请核对是否正确。",
    "problem_rows_weighted": "有些行末尾的花括号里写有权重。这里每行只算一次，权重已忽略。",
    "problem_row_quote": "第 {row} 行：引号不成对，已当作普通字符。",
    "problem_row_remark": "第 {row} 行以“# ”开头，已当作注释略过。",
    "problem_number_read": "{column} 列：“{value}”读作 {number}。",
    "problem_number_unsure": "{column} 列：“{value}”读作 {number}，但也可能是 {other}。",
    "problem_words_two": "{column} 列：“{zero}”记作 0，“{one}”记作 1。",
    "problem_words_each": "{column} 列：{count} 个值各成为一个特征，是该值的行为 1，其余为 0。",
    "problem_label_names": "标签 {labels} 不是从 0 开始的连续整数，因此每个都当作类别的名称。",
    "problem_row_not_a_number": "第 {row} 行，{column} 列：“{value}”不是数。",
    "problem_more": "……还有 {count} 处类似问题。",
    "problem_no_rows": "表格中没有样本。请添加一行，每列填一个数。",
    "problem_blank_row": "第 {row} 行是空行，已略过。",
    "problem_empty_cell": "第 {row} 行，{column} 列：单元格是空的，请输入一个数。",
    "problem_not_a_number": "第 {row} 行，{column} 列：“{value}”不是数，请输入数字，例如 0.5。",
    "problem_decimal_comma": "第 {row} 行，{column} 列：“{value}”有两种读法，"
    "请用小数点书写，或去掉逗号。",
    "problem_paste_does_not_fit": "粘贴的内容放不进这个表格，所以没有改动：这里的列是 {names}。",
    "problem_not_finite": "第 {row} 行，{column} 列：“{value}”无法用于训练，请输入有限的数。",
    "problem_too_large": "第 {row} 行，{column} 列：“{value}”超出 float32 的范围，请小于 3.4e38。",
    "problem_label_missing": "第 {row} 行，{column} 列：缺少标签，请输入类别，例如 0 或 1。",
    "problem_label_not_finite": "第 {row} 行，{column} 列：“{value}”不能作为类别，"
    "请输入从 0 开始的整数或类别名称。",
    "problem_one_class": "所有样本的标签都是 {label}：只有一个类别可学，模型将学会永远回答它。",
    "problem_one_row": "只有一个样本，因此只有一个类别（{label}）可学：模型将学会永远回答它。",
    "problem_one_class_name": "所有样本的标签都是 {label}：只有一个类别，请给部分样本换一个类别。",
    "problem_too_many_classes": "{column} 列有 {count} 个不同的值，类别最多 {maximum} 个。",
    "problem_too_many_samples": "表格有 {count} 行，最多 {maximum} 行，请删去一些。",
    "problem_too_many_features": "表格有 {count} 个特征，最多 {maximum} 个。",
    "problem_too_many_test_rows": "只预测前 {maximum} 个测试向量。",
    "problem_look_alike": "{column} 列：float32 只有约 7 位有效数字，几乎分不清 {one} 和 {other}。"
    "请把整列减去同一个数。",
    "problem_learning_rate": "学习率 {value}：请输入大于 {minimum} 且不超过 {maximum} 的数。",
    "problem_epochs": "轮数 {value}：请输入 {minimum} 到 {maximum} 的整数。",
    "problem_seed": "随机种子 {value}：请输入 {minimum} 到 {maximum} 的整数。",
    "problem_optimizer": "没有名为 {value} 的优化器。",
    "problem_initial_weights": "没有名为 {value} 的初始权重。",
    "problem_momentum": "动量 {value}：请输入从 {minimum} 到小于 {maximum} 的数。",
    "problem_weight_decay": "权重衰减 {value}：请输入 {minimum} 到 {maximum} 的数。",
    "problem_label_smoothing": "标签平滑 {value}：请输入从 {minimum} 到小于 {maximum} 的数。",
    "problem_class_weights": "没有叫 {value} 的类别权重。",
    "problem_batch_size": "批大小 {value}：请输入不超过 {maximum} 的整数，{minimum} 表示全部样本。",
    "problem_test_share": "留出的测试比例 {value}：请输入 {minimum} 到 {maximum} 的数。",
    "problem_nesterov": "Nesterov 需要动量：请增大动量，或关闭 Nesterov。",
    "problem_standardise": "特征只能标准化或不标准化，不能是 {value}。",
}
