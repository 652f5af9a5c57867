### Những câu ngoài các câu hỏi: trợ giúp, mã nhận tin, xóa, lời đáp khi không hiểu. Tối đa 160 ký tự một câu.

## Không hiểu, nút cũ, tin không nhận được
not-understood = Mình chưa hiểu ý này. Xin chọn một ý bên dưới, hoặc viết đúng chữ của ý đó.
words-kept = Mình đã giữ lại những lời này cho cán bộ đọc. Xin trả lời tiếp câu bên dưới.
words-too-many = Đã đủ dài để cán bộ đọc rồi, phần vừa viết không ghi thêm được. Xin trả lời tiếp câu bên dưới.
stale-button = Nút này thuộc câu đã qua. Không có gì bị mất hay thay đổi. Đây là chỗ đang dở:
conversation-gone = Cuộc trò chuyện trước không còn ở đây nữa, nên nút vừa bấm không dùng được. Xin bắt đầu lại từ đây.
no-skip = Câu này rất cần để biết có phải đến ngay không. Chọn “Không biết” cũng được.
cannot-take-voice = Ở đây chưa nhận được tin thoại. Xin viết bằng chữ, ngắn cũng được.
cannot-take-voice-failed = Tin thoại này chưa tải về được nên chưa ai nghe được. Xin gửi lại, hoặc viết bằng chữ, ngắn cũng được.
cannot-take-voice-long = Tin thoại này dài quá (tối đa 5 phút) nên chưa nhận được. Xin nói ngắn hơn, hoặc viết bằng chữ.
cannot-take-voice-large = Bản ghi âm này dài quá nên chưa nhận được. Xin chia ra nói ngắn hơn, hoặc viết bằng chữ.
cannot-take-voice-kind = Tệp này không phải bản ghi âm nên chưa nhận được. Xin chọn bản ghi âm, hoặc viết bằng chữ.
cannot-take-picture = Ở đây không nhận hình, nhất là hình của trẻ. Xin giữ lại, đừng gửi cho ai, và viết bằng chữ.
cannot-take-file = Ở đây chưa nhận được tệp. Xin viết bằng chữ, ngắn cũng được.
cannot-take-file-kind = Ở đây chưa nhận được loại này. Xin viết bằng chữ, ngắn cũng được.
cannot-take-file-failed = Hình hoặc tệp này chưa tải về được nên chưa ai xem được. Xin gửi lại, hoặc viết bằng chữ, ngắn cũng được.
cannot-take-file-large = Hình hoặc tệp này quá lớn nên chưa nhận được. Xin gửi bản nhỏ hơn, hoặc viết bằng chữ.
cannot-take-file-empty = Tệp này trống nên không có gì để giữ. Xin chọn lại, hoặc viết bằng chữ.
cannot-take-edited = Tin sửa lại thì chúng tôi không đọc được. Xin viết điều muốn sửa thành một tin mới.
cannot-take-location = Ở đây chưa đọc được vị trí trên bản đồ, và vị trí vừa gửi không được giữ lại. Xin viết tên xã, phường, ngắn cũng được.
hidden-why = Zalo không cho chúng tôi đọc tin vừa rồi. Với tài khoản của trẻ em và với tệp gửi kèm, Zalo luôn giữ lại như vậy.
hidden-ways = { $web_page ->
    [none] Cách nói chuyện được ngay: gọi 111, miễn phí, ngày hay đêm đều có người nghe.
   *[other] Có hai cách nói chuyện được ngay: gọi 111, miễn phí; hoặc mở trang { $web_page } và viết ở đó, không cần tên.
}
hidden-safe = Bạn không làm gì sai cả. Nếu đang có nguy hiểm, gọi ngay: { $emergency_numbers }.
cannot-take-other = Ở đây chỉ đọc được chữ và nút bấm. Xin viết bằng chữ, ngắn cũng được.
attached = { $medium ->
    [web] Đã giữ và niêm phong cho cán bộ, hai người cùng đồng ý mới mở được. Bản trên máy này vẫn còn. Xin trả lời tiếp bên dưới.
    [telegram] Đã giữ và niêm phong cho cán bộ. Bản trong khung trò chuyện này đang được xóa; nếu còn thấy, xin tự xóa. Xin trả lời tiếp bên dưới.
   *[other] Đã giữ và niêm phong cho cán bộ. Zalo không cho chúng tôi xóa bản trong khung trò chuyện này: xin tự xóa. Xin trả lời tiếp bên dưới.
}
attached-to-case = { $medium ->
    [web] Đã giữ và niêm phong cho cán bộ, hai người cùng đồng ý mới mở được. Bản trên máy này vẫn còn.
    [telegram] Đã giữ và niêm phong cho cán bộ. Bản trong khung trò chuyện này đang được xóa; nếu còn thấy, xin tự xóa.
   *[other] Đã giữ và niêm phong cho cán bộ. Zalo không cho chúng tôi xóa bản trong khung trò chuyện này: xin tự xóa.
}
attached-too-many = Đã đủ hình và tệp rồi, bản vừa gửi không giữ thêm được. Xin giữ lại, đừng gửi cho ai, và viết bằng chữ.
attached-dropped = Đã xóa hết hình và tệp ở phía chúng tôi.
voice-taken = { $medium ->
    [web] { $role ->
        [child] Đã giữ lời em nói. Cán bộ trực sẽ nghe giọng của em. Máy này có thể còn bản ghi âm: em tự xóa nếu sợ người khác nghe được.
       *[other] Đã giữ lời nói này. Cán bộ trực sẽ nghe. Máy này có thể còn bản ghi âm: xin tự xóa nếu ngại người khác nghe được.
    }
   *[other] { $role ->
        [child] Đã giữ tin thoại{ $length ->
            [none] {""}
           *[other] , { $length }
        }. Cán bộ trực sẽ nghe giọng của em. Không muốn thì em xóa tin thoại và viết bằng chữ.
       *[other] Đã giữ tin thoại{ $length ->
            [none] {""}
           *[other] , { $length }
        }. Cán bộ trực sẽ nghe giọng nói này. Không muốn thì xóa tin thoại và viết bằng chữ.
    }
}
voice-kept = { $medium ->
    [web] { $role ->
        [child] Đã giữ lời em nói cho cán bộ nghe. Máy này có thể còn bản ghi âm. Em trả lời tiếp câu bên dưới nhé.
       *[other] Đã giữ lời nói này cho cán bộ nghe. Máy này có thể còn bản ghi âm. Xin trả lời tiếp câu bên dưới.
    }
   *[other] { $role ->
        [child] Đã giữ tin thoại{ $length ->
            [none] {""}
           *[other] , { $length }
        }, cho cán bộ nghe. Em trả lời tiếp câu bên dưới nhé.
       *[other] Đã giữ tin thoại{ $length ->
            [none] {""}
           *[other] , { $length }
        }, cho cán bộ nghe. Xin trả lời tiếp câu bên dưới.
    }
}
voice-too-many = Đã đủ tin thoại cho cán bộ nghe rồi, tin vừa gửi không giữ thêm được. Xin viết bằng chữ.
voice-dropped = { $medium ->
    [web] Đã xóa tin thoại ở phía chúng tôi. Máy này có thể còn bản ghi âm, xin tự xóa. Bây giờ xin viết bằng chữ.
   *[other] Đã xóa tin thoại ở phía chúng tôi. Xin tự xóa trong khung trò chuyện này, rồi viết bằng chữ.
}
unknown-command = Không có lệnh này. Gửi /help để xem những lệnh có thể dùng.
too-fast = Tin đến nhanh quá nên tin vừa rồi chưa ghi được. Xin chờ một phút rồi gửi lại. Nếu nguy hiểm, gọi ngay: { $emergency_numbers }.
too-busy = Ngay lúc này rất nhiều người đang nhắn nên câu vừa rồi chưa ghi được. Xin chờ một chút rồi gửi lại. Nếu nguy hiểm, gọi ngay: { $emergency_numbers }.
too-many-reports = Hôm nay ở đây đã gửi quá nhiều tin báo nên tin này chưa gửi được. Xin gửi lại ngày mai. Nếu gấp, gọi: { $emergency_numbers }.
handed-over = Lúc ở đây dừng lại, những gì đã trả lời đã được chuyển tới cán bộ trực. Trả lời tiếp thì sẽ được thêm vào tin báo đó.
late = Xin lỗi, máy của chúng tôi vừa bị gián đoạn nên trả lời trễ. Nếu nguy hiểm, gọi ngay: { $emergency_numbers }.

## Nơi xảy ra
place-which = Tên này có thể là nhiều nơi. Xin chọn đúng nơi bên dưới, hoặc viết rõ hơn.
place-more = Tên này có rất nhiều nơi, dưới đây chưa đủ. Xin chọn, hoặc viết rõ tên xã, phường.
place-near = Có phải một trong những nơi này không? Xin chọn, hoặc viết lại tên.
place-within = { $within } thuộc { $name }. Nếu không đúng nơi, xin chọn “Quay lại”.
place-now = { $formerly } nay là { $name }. Nếu không đúng nơi, xin chọn “Quay lại”.
place-unknown = Chưa tìm ra nơi này trong tỉnh. Mình đã giữ lại lời vừa viết.
place-to-province = Chưa tìm ra đúng xã, phường, nên tin sẽ đến cán bộ trực của tỉnh. Lời vừa viết được giữ lại cho cán bộ.

## Mã nhận tin và trạng thái
receipt-now = Mã nhận tin của bạn: { $code }
receipt-keep = Hãy ghi mã này ra chỗ an toàn, đừng đưa cho ai. Mã sẽ không đổi khi gửi xong.
ask-code = Xin viết mã nhận tin gồm 16 số. Mã chỉ cho xem tin đi đến đâu và lời cán bộ nhắn, không mở được nội dung đã báo.
code-shape = Mã nhận tin gồm 16 số, viết liền hay cách ra đều được. Xin viết lại, hoặc chọn “Quay lại”.
code-unknown = Không có tin báo nào với mã này. Xin xem lại từng số rồi viết lại.
code-refused = Đã thử sai quá nhiều lần nên một giờ nữa mới thử lại được. Nếu cần giúp ngay, gọi { $emergency_numbers }.
status-waiting = Tin báo đã đến nơi và đang chờ cán bộ đọc.
status-being_read = Cán bộ đã nhận tin báo và đang xử lý.
status-closed = Việc này đã được xử lý xong. Nếu trẻ vẫn chưa an toàn, xin báo lại.
status-unread = Có { $count } tin nhắn của cán bộ chưa đọc.
status-no-unread = Không có tin nhắn mới của cán bộ.
status-write = Viết ở đây thì lời sẽ được chuyển đến cán bộ đang giữ việc này.
proof = Xác nhận: ngày { $day } tháng { $month } năm { $year } đã có một tin báo về bảo vệ trẻ em gửi tới { $place }.
contact-withdrawn = Đã xóa đường liên lạc: cán bộ không nhắn tới nơi trò chuyện được nữa. Tin đã báo thì vẫn còn, mã nhận tin vẫn dùng được.
letters = Cán bộ nhắn:
no-letters = Không có tin nhắn mới nào của cán bộ.
written = Đã chuyển lời này đến cán bộ.
filed-before = { $medium ->
    [web] Tin báo trước đã gửi xong. Muốn bổ sung, bấm “Tra cứu bằng mã” ở cuối trang. Muốn báo việc khác, trả lời bên dưới.
   *[other] Tin báo trước đã gửi xong. Muốn bổ sung, gửi /status và viết mã nhận tin. Muốn báo việc khác, trả lời bên dưới.
}

## Lệnh
help-what = Kênh này giúp báo việc trẻ em gặp nguy hiểm hay bị hại. Cần giúp ngay thì gọi { $emergency_numbers }.
help-commands = { $medium ->
    [web] Cuối trang có “Tra cứu bằng mã” và “Xóa cuộc trò chuyện”. Đầu trang có nút đổi ngôn ngữ và “Thoát nhanh”.
   *[other] /report: báo tin · /status: xem bằng mã nhận tin · /language: đổi ngôn ngữ · /wipe: xóa cuộc trò chuyện này
}
help-words = { $medium ->
    [web] Cần người đến ngay? Hãy gọi { $emergency_numbers }. Viết SOS vào ô chữ cũng báo khẩn cho cán bộ. “Thoát nhanh” xóa mọi câu chưa gửi.
   *[other] Nhắn SOS khi đang nguy hiểm. Nhắn HỦY để dừng và xóa. Nhắn THOÁT hoặc XÓA HẾT để xóa nhanh.
}
which-language = Bạn muốn dùng tiếng nào? / Which language?
under-way = { $medium ->
    [web] Đang báo dở một việc, mọi câu trả lời còn nguyên. Muốn bỏ hẳn, bấm “Xóa cuộc trò chuyện” ở cuối trang.
   *[other] Đang báo dở một việc, mọi câu trả lời còn nguyên. Muốn bỏ để bắt đầu lại thì nhắn HỦY.
}

## Chia tay
discarded = Đã dừng và xóa những gì vừa trả lời.
wiped = Đã xóa cuộc trò chuyện ở phía chúng tôi.
parting-red = Riêng tin khẩn đã chuyển tới cán bộ trực thì vẫn còn, để có người đến giúp.
parting-sent = Những gì đã chuyển tới cán bộ lúc cuộc trò chuyện bị dừng thì vẫn còn với cán bộ.
parting-filed = Tin báo đã gửi thì vẫn còn với cán bộ. Mã nhận tin vẫn dùng được.
parting-chat = Trên máy này, xin xem lại và tự xóa cuộc trò chuyện: có thể còn tin cũ mà chúng tôi không xóa thay được.
parting-left = Còn { $count } tin cũ hơn 48 giờ mà Telegram không cho xóa thay. Xin giữ tay lên cuộc trò chuyện này trong danh sách rồi chọn “Xóa”.
parting-web = Trên máy này còn địa chỉ trang trong lịch sử trình duyệt và một cookie không ghi gì về bạn. “Thoát nhanh” xóa cookie; lịch sử xin tự xóa.
parting-zalo = Zalo không cho phép chúng tôi xóa tin ở đây, nên mọi tin vẫn còn trên máy này cho đến khi bạn tự xóa.
parting-zalo-how = Để tự xóa: trong danh sách trò chuyện của Zalo, giữ tay lên cuộc trò chuyện này rồi chọn “Xóa”.
parting-again = Lúc nào cần, cứ nhắn lại. Nếu có nguy hiểm, gọi ngay: { $emergency_numbers }.

## Lời của người khác, nguyên văn
verbatim = { $text }

## Khi chưa ai nhận
honest-line = Chưa có cán bộ nào nhận tin này. Nếu đang cần giúp ngay, hãy gọi { $emergency_numbers }.
