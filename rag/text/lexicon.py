"""Words of the news in Vietnamese, English and Lao, which the bundled model hardly tells to mean the same.

It was taught next to no Lao, so a question finds an article in Lao, or a question in Lao another one, by what the two
share: names by their sound (`rag/finding/hearing.py`), figures, and these words. A row is one meaning. What asks, and
what stands in every article, is not among them. Behind a star stand words that an article may well say otherwise, or
leave out: what is done, who is spoken of, where.
"""

from __future__ import annotations

__all__ = ["LEXICON"]

_ROWS = """
cầu|bridge|ຂົວ
đường,tuyến đường,quốc lộ|road,highway|ເສັ້ນທາງ,ທາງຫຼວງ
đường sắt|railway,railroad|ທາງລົດໄຟ
tàu hỏa,xe lửa,tàu,đoàn tàu|train|ລົດໄຟ
nhà ga,ga,bến xe|station,stop,bus station|ສະຖານີ
xe buýt,xe khách,xe đò|bus,coach|ລົດເມ,ລົດໂດຍສານ
xe tải|truck,lorry|ລົດບັນທຸກ
xe máy|motorbike,motorcycle|ລົດຈັກ
ô tô,xe hơi|car|ລົດໃຫຍ່,ລົດເກັງ
vé|ticket,fare|ປີ້
*hành khách|passenger|ຜູ້ໂດຍສານ
sân bay|airport|ສະໜາມບິນ
máy bay,chuyến bay|plane,flight|ເຮືອບິນ,ຖ້ຽວບິນ
thuyền,ghe,đò|boat|ເຮືອ
cảng,cảng cạn|port,dry port|ທ່າເຮືອ,ທ່າບົກ
cửa khẩu|border crossing,checkpoint,border gate|ດ່ານ
biên giới|border|ຊາຍແດນ
tai nạn|accident,crash,collision|ອຸບັດຕິເຫດ
*tử vong,người chết,chết,thiệt mạng|dead,died,death,killed,die|ເສຍຊີວິດ,ຕາຍ
*bị thương|injured,injury,wounded|ບາດເຈັບ
*nạn nhân|victim|ຜູ້ເຄາະຮ້າຍ
công an,cảnh sát|police|ຕຳຫຼວດ,ປ້ອງກັນຄວາມສະຫງົບ
*bắt giữ,bắt|arrest,arrested,seized,caught|ຈັບ,ກັກຕົວ
ma túy,ma tuý|drug,narcotic,methamphetamine,meth,pill|ຢາເສບຕິດ,ຢາບ້າ
*nghi phạm,bị can,đối tượng|suspect,defendant|ຜູ້ຖືກຫາ
trộm,trộm cắp|theft,thief,stolen|ລັກ,ໂຈນ
tòa án|court|ສານ,ສານປະຊາຊົນ
luật,pháp luật|law|ກົດໝາຍ
*phạt|fine,fined,penalty|ປັບໃໝ
bệnh viện|hospital|ໂຮງໝໍ
bác sĩ|doctor|ທ່ານໝໍ,ແພດ
y tá|nurse|ພະຍາບານ
bệnh nhân|patient|ຄົນເຈັບ
sốt xuất huyết|dengue|ໄຂ້ຍຸງ,ໄຂ້ເລືອດອອກ
ca mắc,ca nhiễm,người nhiễm|infected,infection|ຜູ້ຕິດເຊື້ອ,ຕິດເຊື້ອ
*dịch,dịch bệnh|epidemic,outbreak|ລະບາດ,ພະຍາດລະບາດ
bệnh|disease,illness|ພະຍາດ
vắc xin,vắc-xin,vaccine,tiêm chủng,tiêm phòng|vaccine,vaccination,vaccinated|ວັກຊີນ,ສັກຢາ
ung thư|cancer|ມະເຮັງ
sức khỏe|health|ສຸຂະພາບ
*y tế|public health|ສາທາລະນະສຸກ
thuốc|medicine,drug|ຢາປົວພະຍາດ
trường,trường học|school|ໂຮງຮຽນ
tiểu học|primary,primary school,elementary|ປະຖົມ
trung học,trung học phổ thông|secondary,high school|ມັດທະຍົມ
đại học|university|ມະຫາວິທະຍາໄລ
học sinh|pupil,student|ນັກຮຽນ
sinh viên|student,undergraduate|ນັກສຶກສາ
giáo viên,thầy cô|teacher|ຄູ,ອາຈານ
lớp,phòng học|classroom|ຫ້ອງຮຽນ
hiệu trưởng|principal,headmaster,head teacher|ຜູ້ອຳນວຍການ
học bổng|scholarship,grant|ທຶນ,ທຶນການສຶກສາ
cử nhân,đại học|bachelor|ປະລິນຍາຕີ
thạc sĩ|master|ປະລິນຍາໂທ
tiến sĩ|doctorate,phd|ປະລິນຍາເອກ
*tuyển sinh,nộp hồ sơ,hồ sơ|apply,application|ຮັບສະໝັກ,ເອກະສານ
*thi|exam,examination|ສອບເສັງ
thư viện|library|ຫ້ອງສະໝຸດ,ຫໍສະໝຸດ
giáo dục|education|ສຶກສາ,ສຶກສາທິການ
thủy điện,thuỷ điện,đập,nhà máy thủy điện|dam,hydropower|ເຂື່ອນ,ເຂື່ອນໄຟຟ້າ
*điện|electricity,power|ໄຟຟ້າ
cắt điện,mất điện,cúp điện|power cut,outage,blackout|ມອດໄຟ
*công suất|capacity|ກຳລັງຕິດຕັ້ງ,ກຳລັງການຜະລິດ
hồ chứa|reservoir|ອ່າງເກັບນ້ຳ
*công trình,dự án|project|ໂຄງການ
*xây dựng,xây,thi công|construction,built,build|ກໍ່ສ້າງ,ສ້າງ
nhà thầu|contractor|ຮັບເໝົາ
*khánh thành,thông xe|inaugurated,opening,opened|ເປີດນຳໃຊ້
*vốn,tổng vốn,kinh phí,tổng mức đầu tư,chi phí|cost,budget|ມູນຄ່າ,ງົບປະມານ
*đầu tư|investment,invest|ລົງທຶນ
cổ phần|stake,share|ຮຸ້ນ
công ty,doanh nghiệp|company,firm|ບໍລິສັດ
nhà máy|factory,plant|ໂຮງງານ
công nhân,lao động|worker,labour,labor|ກຳມະກອນ,ແຮງງານ
lương,tiền lương,lương tối thiểu|wage,salary|ຄ່າແຮງງານ,ເງິນເດືອນ
*tối thiểu|minimum|ຕ່ຳສຸດ
*thất nghiệp|unemployment|ຫວ່າງງານ
ngân hàng|bank|ທະນາຄານ
*tiền|money|ເງິນ
*kíp|kip|ກີບ
tỷ giá|exchange rate|ອັດຕາແລກປ່ຽນ
vàng|gold|ຄຳຮູບປະພັນ,ລາຄາຄຳ
*giá,giá cả|price|ລາຄາ
thuế|tax|ພາສີ,ອາກອນ
*xuất khẩu|export,exported|ສົ່ງອອກ
*nhập khẩu|import,imported|ນຳເຂົ້າ
kinh tế|economy,economic|ເສດຖະກິດ
*thương mại|trade,commerce|ການຄ້າ
chợ|market|ຕະຫຼາດ
chợ đêm|night market|ຕະຫຼາດກາງຄືນ
gian hàng,sạp|stall|ຮ້ານຄ້າ
cửa hàng,tiệm|shop,store|ຮ້ານ
hội chợ|fair,exhibition|ງານວາງສະແດງ
xăng,dầu,xăng dầu|fuel,petrol,gasoline,diesel|ນ້ຳມັນ
lúa,gạo,thóc|rice,paddy|ເຂົ້າ,ນາເຂົ້າ
gạo nếp,nếp,xôi|sticky rice,glutinous rice|ເຂົ້າໜຽວ
ruộng|field,paddy field|ໄຮ່ນາ,ນາປີ
sắn,khoai mì|cassava|ມັນຕົ້ນ
cà phê|coffee|ກາເຟ
chè,trà|tea|ຊາ
ngô,bắp|maize,corn|ສາລີ
chuối|banana|ໝາກກ້ວຍ,ກ້ວຍ
dưa hấu|watermelon|ໝາກໂມ
sầu riêng|durian|ທຸລຽນ
cao su|rubber|ຢາງພາລາ
rau|vegetable|ຜັກ
nông dân|farmer|ຊາວນາ,ຊາວສວນ
nông nghiệp|agriculture,farming|ກະສິກຳ
hợp tác xã|cooperative|ສະຫະກອນ
phân bón|fertiliser,fertilizer|ຝຸ່ນ
gia súc,chăn nuôi|livestock,cattle|ສັດລ້ຽງ
bò|cow,cattle|ງົວ
trâu|buffalo|ຄວາຍ
lợn,heo|pig|ໝູ
cá|fish|ປາ
voi|elephant|ຊ້າງ
hổ,cọp|tiger|ເສືອ
rừng|forest|ປ່າໄມ້,ປ່າ
khu bảo tồn|reserve,protected area|ປ່າສະຫງວນ
môi trường|environment|ສິ່ງແວດລ້ອມ
gỗ|wood,timber|ໄມ້
mỏ,khoáng sản|mine,mining|ບໍ່ແຮ່,ແຮ່
sông|river|ແມ່ນ້ຳ,ນ້ຳຂອງ
mực nước|water level|ລະດັບນ້ຳ
lũ,lũ lụt,ngập,ngập lụt|flood,flooding,flooded|ນ້ຳຖ້ວມ
bão,áp thấp|storm,typhoon,cyclone|ພາຍຸ
gió|wind|ລົມ
mưa|rain,rainfall|ຝົນ,ຝົນຕົກ
hạn hán,hạn|drought|ແຫ້ງແລ້ງ,ໄພແລ້ງ
sạt lở|landslide|ດິນເຈື່ອນ
động đất|earthquake|ແຜ່ນດິນໄຫວ
cháy,hỏa hoạn|fire|ໄຟໄໝ້
thời tiết|weather|ອາກາດ,ສະພາບອາກາດ
nhiệt độ|temperature|ອຸນຫະພູມ,ອົງສາ
*thiệt hại|damage,damaged|ເສຍຫາຍ
*bị ảnh hưởng,ảnh hưởng|affected|ຜົນກະທົບ
*sơ tán,di dời,tái định cư|evacuated,relocated,resettled,moved|ຍົກຍ້າຍ
hộ,hộ dân,gia đình|family,families,household|ຄອບຄົວ
*cứu trợ,hỗ trợ,viện trợ|aid,relief|ຊ່ວຍເຫຼືອ
*đền bù,bồi thường|compensation,compensate|ຊົດເຊີຍ
*tỉnh|province|ແຂວງ
*huyện|district|ເມືອງ
*bản,làng,thôn|village|ບ້ານ
*thủ đô|capital|ນະຄອນຫຼວງ
tỉnh trưởng|governor|ເຈົ້າແຂວງ
huyện trưởng,chủ tịch huyện|district chief,district governor|ເຈົ້າເມືອງ
chủ tịch|chairman,chair,president|ປະທານ
giám đốc|director|ຜູ້ອຳນວຍການ,ຫົວໜ້າ
*trưởng phòng,giám đốc sở,trưởng|head,chief|ຫົວໜ້າ
*phó|deputy,vice|ຮອງຫົວໜ້າ,ຮອງ
bộ trưởng|minister|ລັດຖະມົນຕີ
thủ tướng|prime minister|ນາຍົກລັດຖະມົນຕີ
bộ|ministry|ກະຊວງ
sở|department|ພະແນກ
chính phủ|government|ລັດຖະບານ
quốc hội|parliament,national assembly|ສະພາແຫ່ງຊາດ
bầu cử|election|ເລືອກຕັ້ງ
quân đội,bộ đội|army,soldier|ທະຫານ,ກອງທັບ
hội nghị|conference,meeting|ກອງປະຊຸມ
*hợp tác|cooperation|ຮ່ວມມື
chuyên gia|expert|ຊ່ຽວຊານ
lễ hội|festival|ງານບຸນ,ບຸນ
đua thuyền|boat race,boat racing|ຊ່ວງເຮືອ,ແຂ່ງເຮືອ
chạy marathon,marathon|marathon|ມາຣາທອນ
vận động viên,người chạy|runner,athlete|ນັກແລ່ນ,ນັກກິລາ
bóng đá|football,soccer|ເຕະບານ,ບານເຕະ
đội,đội bóng|team|ທີມ
bàn thắng,bàn,ghi bàn|goal,scorer|ປະຕູ
*trận,trận đấu,chung kết|match,final,game|ນັດ,ການແຂ່ງຂັນ
huấn luyện viên|coach|ຄູຝຶກ
*vô địch|champion,championship,won|ແຊ້ມ,ຊະນະເລີດ
*khán giả,người xem|spectator,audience|ຜູ້ຊົມ
giải thưởng,tiền thưởng|prize,award|ເງິນລາງວັນ,ລາງວັນ
thể thao|sport|ກິລາ
sân vận động|stadium|ສະໜາມກິລາ
huy chương|medal|ຫຼຽນ
chùa|temple,pagoda|ວັດ,ສິມ
tháp|stupa|ທາດ,ພະທາດ
tượng phật,tượng|statue,buddha image|ພະພຸດທະຮູບ,ຮູບປັ້ນ
nhà sư,sư|monk|ພະສົງ,ອາຈານ
*trùng tu,tu bổ|restoration,restored|ບູລະນະ
du lịch|tourism|ທ່ອງທ່ຽວ
du khách,khách|tourist,visitor|ນັກທ່ອງທ່ຽວ
khách sạn|hotel|ໂຮງແຮມ
hang,hang động|cave|ຖ້ຳ
thác|waterfall|ຕາດ,ນ້ຳຕົກ
vé vào cửa,phí vào cửa|entrance fee,admission|ຄ່າເຂົ້າຊົມ
dệt,dệt vải,thổ cẩm|weaving,weaver,textile|ຕ່ຳຫູກ,ຕ່ຳແຜ່ນ
lụa,tơ|silk|ແພ,ໄໝ
bà cụ,cụ bà,cụ|old woman,grandmother|ແມ່ຕູ້,ແມ່ເຖົ້າ
văn hóa,văn hoá|culture|ວັດທະນະທຳ
dân tộc|ethnic|ຊົນເຜົ່າ
phụ nữ|woman,women|ແມ່ຍິງ
*nữ,con gái,bé gái,nữ sinh|girl,female|ຍິງ
*trẻ em,trẻ|child,children|ເດັກນ້ອຍ,ເດັກ
*người dân,dân|people,resident,villager|ປະຊາຊົນ,ຊາວບ້ານ
*tuổi|old,age,aged|ອາຍຸ
*sinh|born|ເກີດ
nước sạch|clean water|ນ້ຳສະອາດ
*nước ngoài|foreign,foreigner|ຕ່າງປະເທດ
*nước,quốc gia|country,countries|ປະເທດ
điện thoại|phone,telephone|ໂທລະສັບ,ເບີໂທ
đường dây nóng|hotline|ສາຍດ່ວນ
bom mìn,vật nổ|bomb,uxo,unexploded|ລະເບີດ
việt nam|vietnam,vietnamese|ຫວຽດນາມ
*lào|laos,lao|ລາວ
thái lan|thailand,thai|ປະເທດໄທ
trung quốc|china,chinese|ຈີນ
nhật bản,nhật|japan,japanese|ຍີ່ປຸ່ນ
hàn quốc|korea,korean|ເກົາຫຼີ
pháp|france,french|ຝຣັ່ງ
mỹ,hoa kỳ|america,american,united states|ອາເມລິກາ
ấn độ|india,indian|ອິນເດຍ
mê kông,mê công|mekong|ແມ່ນ້ຳຂອງ,ນ້ຳຂອງ
viêng chăn|vientiane|ວຽງຈັນ
"""


def _read(row: str) -> tuple[bool, frozenset[str], frozenset[str], frozenset[str]]:
    vietnamese, english, lao = (frozenset(words.split(",")) for words in row.removeprefix("*").split("|"))
    return not row.startswith("*"), vietnamese, english, lao


LEXICON = [_read(row) for row in _ROWS.split("\n") if row]
"""Of each meaning, whether what tells of it surely has one of its words, and these in Vietnamese, English and Lao."""
