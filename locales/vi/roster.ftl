### Chỗ sai trong lịch trực, lịch luân phiên hay thay đổi đã ghi. $written đã có dấu nháy.

roster-fault-unit-unknown = không có đơn vị { $written }: xin ghi mã hoặc đúng tên
roster-fault-unit-several = { $written } có thể là đơn vị { $codes } hoặc { $last }: xin ghi mã
roster-fault-moment = { $field } { $written } không phải giờ địa phương viết như 2026-11-23T07:00
roster-fault-skipped = { $field } { $written } không có thật: lúc đó đồng hồ được vặn tới trước
roster-fault-date = { $field } { $written } không phải ngày viết như 2026-11-23
roster-fault-clock = { $field } { $written } không phải giờ viết như 07:00
roster-fault-span = giờ bắt đầu phải trước giờ kết thúc
roster-fault-days = ngày bắt đầu phải trước ngày kết thúc
roster-fault-username = không có tên đăng nhập { $written }
roster-fault-disabled = tài khoản { $username } đã bị khóa
roster-fault-administrator = { $username } là quản trị viên, không nhận ca trực
roster-fault-may-not-read = { $username } thuộc đơn vị { $own }, không được đọc tin gửi cho { $unit }
roster-fault-same-officer = { $username } không thể trực thay chính mình
roster-fault-place = không có vị trí { $written }: xin ghi on_duty (trực chính) hoặc backup (dự phòng)
roster-fault-turn = mỗi lượt trực dài từ 1 đến { $most } ngày
roster-fault-crew = lịch luân phiên phải có ít nhất một người trực
roster-fault-weekday = không có thứ { $written }: xin ghi { $weekdays }
roster-fault-day-kind = không có loại ngày { $written }: xin ghi working (ngày làm việc) hoặc rest (ngày nghỉ)

## Cả tệp, từng dòng hoặc từng sự kiện
roster-fault-header = dòng đầu phải là { $header }
roster-fault-too-long = quá dài: có thể một dấu nháy kép bị đặt sai chỗ
roster-fault-cells = có { $found } ô, phải có { $needed } ô
roster-fault-overlaps = trùng giờ với { $each } { $number }
roster-fault-no-calendar = không phải tệp lịch iCalendar
roster-fault-repeats = là sự kiện lặp lại: xin thêm thành lịch luân phiên
roster-fault-no-times = phải có giờ bắt đầu và giờ kết thúc
roster-fault-title = tiêu đề phải viết như: 24736 on_duty an

## Đang nói tới ô nào
roster-field-from = giờ bắt đầu
roster-field-until = giờ kết thúc
roster-field-begins = ngày bắt đầu
roster-field-ends = ngày kết thúc
roster-field-at = thời điểm
roster-each-line = dòng
roster-each-event = sự kiện
