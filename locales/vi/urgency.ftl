### Lý do của mức khẩn và điều cần lưu ý, cho cán bộ đọc trong hồ sơ. Quy tắc ở interviews/urgency.toml.

## Vì sao
reason-danger-now = Người báo cho biết trẻ đang gặp nguy hiểm.
reason-danger-today = Có thể gặp nguy hiểm trong hôm nay.
reason-injured = Có người bị thương.
reason-self-harm-today = Hôm nay trẻ có ý làm đau mình hoặc không muốn sống.
reason-self-harm = Trẻ buồn, muốn tự làm đau mình.
reason-missing = Trẻ mất tích, bị dụ đi hoặc bị mua bán.
reason-recent = Xâm hại trong 3 ngày qua: cần y tế trước 72 giờ.
reason-sexual = Bị đụng chạm, ép làm chuyện người lớn.
reason-sexual-and-near = Bị đụng chạm, và người đó gặp trẻ hằng ngày.
reason-today-and-near = Có thể nguy hiểm hôm nay, và người đó gặp trẻ hằng ngày.
reason-near-daily = Người đó sống cùng hoặc gặp trẻ hằng ngày.
reason-in-water = Có trẻ đang ở dưới nước hoặc gặp nạn.
reason-left-alone = Trẻ nhỏ không có ai chăm sóc.
reason-abandoned = Trẻ dưới 4 tuổi, lời kể nói bị bỏ rơi.
reason-unsafe-tonight = Người bị phản ánh sẽ đón trẻ hôm nay.
reason-words-danger = Lời kể có từ báo nguy hiểm tính mạng.
reason-words-sexual = Lời kể có từ về xâm hại tình dục.
reason-words-trafficking = Lời kể có từ về mua bán, dụ dỗ đi xa.
reason-words-marriage = Lời kể có từ về ép cưới.
reason-words-harm = Lời kể có từ về bạo lực nặng.
reason-online = Chuyện trên mạng.
reason-online-threat = Đang bị đòi ảnh, đòi tiền hoặc bị dọa.
reason-marriage = Bị ép cưới, sống như vợ chồng.
reason-hit-again = Bị đánh nhiều lần hoặc đang diễn ra.
reason-facility-harm = Trẻ bị hại ở nơi nuôi dạy.
reason-harm = Loại việc này, tự nó, ở mức thường.
reason-hazard = Nơi nguy hiểm, tự nó, ở mức thấp.
reason-under-six = Trẻ nhỏ: tăng một mức.
reason-unknown = Chưa rõ chuyện gì.

## Lưu ý
note-no-contact = Người bị phản ánh ở gần trẻ: đừng gọi hay nhắn vào máy của trẻ, của nhà trẻ.
note-medical = Cần khám trước 72 giờ kể từ lúc xảy ra: liên hệ y tế ngay.
note-injured = Có người bị thương: kiểm tra 115 đã được gọi chưa.
note-health-desk = Phối hợp y tế tỉnh trước. Chưa liên hệ cha mẹ khi chưa có quyết định ghi lại.
note-conflict = Người bị báo làm ở xã hoặc trường: chỉ tỉnh xử lý, không cho cán bộ xã biết.
note-by-wish = Người báo muốn gửi lên tỉnh, không qua xã.
note-unsolved = Đã báo nơi khác mà chưa được giải quyết: giám sát cần xem.
note-education = Xảy ra ở trường: phối hợp ngành giáo dục.
note-inspection = Liên quan nơi nuôi dạy trẻ: xem xét thanh tra, kiểm tra.
note-works = Nơi nguy hiểm: chuyển bộ phận xây dựng, giao thông, nông nghiệp của xã.
note-evidence = Giữ chứng cứ trên mạng; không nhận, không chuyển hình của trẻ.
note-trusted-adult = Có câu trả lời về người lớn trẻ tin: chỉ liên hệ khi trẻ đồng ý.
note-language = Xin gọi lại bằng tiếng ghi trong phần trả lời: cần người nói tiếng đó.
