/** What does the command line of a gate say in sentences, to whoever asked for what it does not know or may not do now? */

const USAGE = `Cách dùng / usage:
  npm run -s gate -- scan <text | picture | ->    đọc một mã, ghi và in quyết định / read one code, record it, print the decision
  npm run -s gate -- verify-log                 kiểm tra chuỗi nhật ký / check the chain of the log
  npm run -s gate -- doctor [--json] [--zip <tệp | file>]
                                                máy này còn thiếu gì, và tệp chẩn đoán / what this machine lacks, and a file for whoever mends it
  npm run -s gate -- unsent                     còn bao nhiêu lượt chưa gửi lên máy thu / how many entries no collector has yet
  npm run -s gate -- backup-key                 mã của bản sao lưu, viết ra và cất kỹ / the backup's code, to be written down and locked away
  npm run -s gate -- restore-backup <thư mục | folder> [mã | code]
                                                lấy lại nhật ký từ bản sao lưu / bring the log back from a backup
  npm run -s gate -- rescue-log [tệp | file]    cứu những gì còn đọc được của nhật ký hỏng / rescue what a damaged log still holds
  npm run -s gate -- rotate-key                 khóa dữ liệu mới, khóa cũ giữ để đọc / a new data key; older ones still open what they sealed
  npm run -s gate -- escrow make <K> <N>        chia khóa thành N mảnh, K mảnh là đủ / N shares of the key, any K bring it back
  npm run -s gate -- escrow restore             lấy lại khóa, mỗi dòng một mảnh / bring the key back, one share a line
  npm run -s gate -- authority-key new <thư mục | folder> [số ngày | days]
                                                cặp khóa của cơ quan nhận / a key pair for the authority that may read who passed
  npm run -s gate -- authority-key import <tệp | file>   nhập khóa công khai / give this gate the authority's public key
  npm run -s gate -- authority-key open <tệp khóa riêng | private file>
                                                mở các lượt đã niêm phong, mỗi dòng một JSON / open sealed entries, one JSON a line
  npm run -s gate -- tracing-key new <thư mục | folder> [số tuần | weeks]
                                                khóa truy vết theo tuần của cơ quan / the authority's tracing keys, one a week
  npm run -s gate -- tracing-key import <tệp | file>     nhập khóa truy vết vào cổng / give this gate one of them
  npm run -s gate -- tracing-key tag <tệp | file>…       nhãn của từng số, mỗi dòng một số / tags of numbers, one a line
  npm run -s gate -- setup export [tệp | file] [--qr] [--ask name,lanes]
                                                cài đặt của cổng này cho cổng khác: tệp, hoặc hình mã QR (.svg)
                                                this gate's settings for others: a file, or the picture of a QR code
  npm run -s gate -- setup apply <tệp | file>   áp dụng tệp cài đặt (dừng cổng trước), hoặc cài đặt từ xa đã ký (không cần dừng)
                                                apply one (stop the gate first), or signed settings from afar (need not stop)
  npm run -s gate -- enrol <setup code>         nối với máy thu, dừng cổng trước / connect to a collector; stop the gate first
  npm run -s gate -- retry-quarantined          gửi lại các lượt máy thu đã trả lại / send again what the collector sent back
  npm run -s gate -- pass make [--for visitor] [--name …] [--count 1] [--hours 8] [--often] [--lanes lane-1,lane-2]
                                                làm thẻ tạm / make passes
  npm run -s gate -- pass list | pass revoke <id>   xem, thu hồi thẻ / list passes, take one back
  npm run -s gate -- pass keys                  cho các cổng khác của nơi này / for this venue's other gates
  npm run -s gate -- subject find|export|erase  một người: tìm, trích xuất (export --text: để đọc), xóa; nhập số qua stdin
                                                one person: find, export (--text: to be read), erase; the number on standard input
  npm run -s gate -- access reset               quên mã PIN: bỏ mọi mã PIN của cổng này / a forgotten PIN: takes all PINs of this gate away
  npm run -s gate -- retention confirm-clock    xác nhận giờ máy là đúng / confirm that this machine's clock is right
  npm run -s gate -- trust import <tệp | thư mục | https://…>
                                                nhập danh sách tin cậy / import trust lists from a file, a folder or an address
  npm run -s gate -- trust status               danh sách đang dùng và tuổi / the lists in force and their age
`;

/** Settings that a running gate holds are not changed beside it: its next save would put the old ones back. */
export const GATE_RUNS = `Cổng đang chạy trên dữ liệu này, nên chưa đổi gì. Hãy dừng cổng (sudo systemctl stop gac-cong-kiosk hoặc gac-cong; Windows: rời màn hình cổng), chạy lại lệnh này, rồi mở lại cổng. Khi cổng đang chạy, đổi cài đặt trên màn hình của cổng.
The gate runs on these data, so nothing was changed. Stop it (sudo systemctl stop gac-cong-kiosk or gac-cong; Windows: leave its screen), run this again, then start it. While it runs, its settings are changed on its screen.
`;

/** What the administrator of an installed gate types in the place of `npm run -s gate --`; the package sets it. */
export function usage(): string {
  return USAGE.replaceAll('npm run -s gate --', process.env.GATE_COMMAND ?? 'npm run -s gate --');
}
