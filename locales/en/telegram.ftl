### What the bots say of themselves on Telegram, before anybody has written. Commands: 256 characters at most.

## The reporters' bot
bot-description = A line for reports of children in danger or harmed. No name needed. In danger now? Call { $emergency_numbers } at once.
bot-short-description = Report a child in danger. In danger now? Call { $emergency_numbers }.
bot-command-report = Report
bot-command-status = See your report, with its receipt code
bot-command-wipe = Delete this conversation
bot-command-language = Change language / Đổi ngôn ngữ
bot-command-help = Help

## The duty officers' bot
desk-description = For the duty officers of { $hotline_name }. Reports aren't taken here: to help a child at once, call { $emergency_numbers }.
desk-short-description = For the duty officers of { $hotline_name }.
desk-command-duty = Who is on duty
desk-command-alerts = Alerts that wait
desk-command-ack = Acknowledge by number, e.g. /ack 12
desk-command-more = What else can be done, e.g. /more 12
desk-command-help = Help
