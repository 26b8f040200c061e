"""Names that do not sound alike in the languages of the articles: a set for each thing that they name.

Only what is the same thing stands in one set, a country and its people among it; the languages are mixed.
"""

from __future__ import annotations

__all__ = ["EXONYMS"]

_SETS = """
lao,laos,laotian,laotians,lào
vietnam,vietnamese,việt nam,việt
viêng chăn,vientiane,viang chan
thái lan,thai,thailand,thais,thái
nhật bản,nhật,japan,japanese
hàn quốc,korea,korean,south korea,hàn,koreans
triều tiên,north korea,korea,korean
campuchia,cambodia,cambodian,khmer
mỹ,hoa kỳ,us,usa,u.s,america,american,americans,united states
pháp,france,french
đức,germany,german,germans
nga,russia,russian,russians
ấn độ,india,indian,ấn
ý,italy,italian,italia
tây ban nha,spain,spanish,spaniard,spaniards
bồ đào nha,portugal,portuguese
hà lan,netherlands,dutch,holland
úc,australia,australian,ôxtrâylia
ba lan,poland,polish
thụy sĩ,switzerland,swiss
thụy điển,sweden,swedish
na uy,norway,norwegian
đan mạch,denmark,danish,danes
phần lan,finland,finnish
bỉ,belgium,belgian
hy lạp,greece,greek
ai cập,egypt,egyptian
nam phi,south africa,south african
đài loan,taiwan,taiwanese
hồng kông,hong kong
liên hợp quốc,liên hiệp quốc,un,united nations,lhq
châu âu,europe,european,europeans,âu
châu á,asia,asian,á
châu phi,africa,african
châu mỹ,americas,america
bắc kinh,beijing
thượng hải,shanghai
mát-xcơ-va,moscow,moskva,matxcova
sài gòn,saigon,ho chi minh city,thành phố hồ chí minh,tp hcm
đông nam á,southeast asia,south-east asia
đại tây dương,atlantic
ấn độ dương,indian ocean
biển đông,south china sea,east sea
tổ chức y tế thế giới,who,world health organization
ngân hàng thế giới,world bank,wb
hồi giáo,islam,islamic,muslim,muslims
phật giáo,buddhist,buddhism
công giáo,catholic,catholics
la mã,roman,rome,romans
trung đông,middle east
tết,tet,lunar new year
giáng sinh,christmas,noel
ukraina,ukraine,ukrainian
singapore,xin-ga-po
malaysia,ma-lai-xi-a
indonesia,in-đô-nê-xi-a
myanmar,mi-an-ma,burma,burmese,miến điện
philippines,philippine,phi-líp-pin
vatican,va-ti-căng
luân đôn,london
pa-ri,paris
giê-su,jesus
mặt trời,sun
trái đất,earth
mặt trăng,moon
thái bình dương,pacific
liên minh châu âu,liên minh âu châu,eu,european union
trung quốc,china,chinese,trung hoa,trung
anh,uk,britain,british,england,english,united kingdom,u.k,briton,britons,brits
thổ nhĩ kỳ,turkey,turkish,turk,turks
do thái,jewish,jews,jew,hebrew
palestin,palestine,palestinian,palestinians
scotland,scottish,scot,scots,xcốt-len
wales,welsh,xứ wales
ireland,irish,ai-len
iceland,icelandic,ai-xơ-len
kurd,kurds,kurdish,người kurd
bắc triều tiên,north korea,north korean,north koreans
bán đảo triều tiên,korean peninsula,koreas
bình nhưỡng,pyongyang
xê-un,seoul
tô-ky-ô,tokyo
đài bắc,taipei
ma cao,macau,macao
tây tạng,tibet,tibetan,tibetans
tân cương,xinjiang
nội mông,inner mongolia
mông cổ,mongolia,mongolian,mongolians
vân nam,yunnan
quảng đông,guangdong
quảng tây,guangxi
quảng châu,guangzhou
thâm quyến,shenzhen
tứ xuyên,sichuan
thành đô,chengdu
trùng khánh,chongqing
hồ bắc,hubei
hồ nam,hunan
hà bắc,hebei
hà nam,henan
sơn đông,shandong
sơn tây,shanxi
thiểm tây,shaanxi
tây an,xi'an
phúc kiến,fujian
chiết giang,zhejiang
giang tô,jiangsu
giang tây,jiangxi
hàng châu,hangzhou
nam kinh,nanjing
nam ninh,nanning
côn minh,kunming
vũ hán,wuhan
thiên tân,tianjin
hải nam,hainan
cát lâm,jilin
hắc long giang,heilongjiang
liêu ninh,liaoning
quý châu,guizhou
cam túc,gansu
thanh hải,qinghai
trường giang,dương tử,yangtze
hoàng hà,yellow river
mê kông,mê công,mekong,cửu long
tập cận bình,xi jinping,xi
lý cường,li qiang
lý khắc cường,li keqiang
vương nghị,wang yi
mao trạch đông,mao zedong,mao
đặng tiểu bình,deng xiaoping
tưởng giới thạch,chiang kai-shek
kim nhật thành,kim il-sung,kim il sung
bồ đề đạt ma,bodhidharma
khổng tử,confucius,confucian
lão tử,laozi
đạo giáo,taoism,taoist,daoism
nho giáo,confucianism
kinh thánh,bible,biblical
chúa,god,lord
ki-tô giáo,kitô giáo,cơ đốc giáo,thiên chúa giáo,christian,christians,christianity
tin lành,protestant,protestants
chính thống giáo,orthodox
ấn độ giáo,hindu,hindus,hinduism
giáo hoàng,pope
đức phật,phật,buddha
a-la-hán,arahant
áo,austria,austrian,austrians
hung-ga-ri,hungary,hungarian,hungarians
séc,czech,czechs,czechia
xlô-va-ki-a,slovakia,slovak
ru-ma-ni,romania,romanian,romanians
bun-ga-ri,bulgaria,bulgarian
nam tư,yugoslavia,yugoslav
xéc-bi-a,serbia,serbian,serb,serbs
crô-a-ti-a,croatia,croatian
an-ba-ni,albania,albanian
lít-va,litva,lithuania,lithuanian
lát-vi-a,latvia,latvian
e-xtô-ni-a,estonia,estonian
bê-la-rút,belarus,belarusian
gru-di-a,georgia,georgian
ác-mê-ni-a,armenia,armenian,armenians
liên xô,xô viết,soviet,soviets,soviet union,ussr
tân tây lan,niu di-lân,new zealand
úc đại lợi,australia,australian,australians
ca-na-đa,canada,canadian,canadians
mê-hi-cô,mexico,mexican,mexicans
bra-xin,brazil,brazilian,brazilians
ác-hen-ti-na,argentina,argentine,argentinian
cu ba,cuba,cuban,cubans
chi-lê,chile,chilean
cô-lôm-bi-a,colombia,colombian
vê-nê-xu-ê-la,venezuela,venezuelan
pê-ru,peru,peruvian
i-ran,iran,iranian,iranians
i-rắc,iraq,iraqi,iraqis
ả rập xê út,ả rập saudi,saudi arabia,saudi,saudis
ả rập,arab,arabs,arabia,arabian,arabic
xy-ri,syria,syrian,syrians
li-băng,lebanon,lebanese
gioóc-đa-ni,jordan,jordanian
cô-oét,kuwait,kuwaiti
ca-ta,qatar,qatari
i-xra-en,israel,israeli,israelis
pa-le-xtin,palestine,palestinian,palestinians
áp-ga-ni-xtan,afghanistan,afghan,afghans
pa-ki-xtan,pakistan,pakistani
băng-la-đét,bangladesh,bangladeshi
xri lan-ca,sri lanka,sri lankan
nê-pan,nepal,nepalese,nepali
ba tư,persia,persian,persians
ma-rốc,morocco,moroccan
an-giê-ri,algeria,algerian
li-bi,libya,libyan
ê-ti-ô-pi-a,ethiopia,ethiopian
ni-giê-ri-a,nigeria,nigerian
công-gô,congo,congolese
su-đăng,sudan,sudanese
xô-ma-li,somalia,somali
băng cốc,bangkok
phnôm pênh,nông pênh,phnom penh
gia-các-ta,jakarta
cu-a-la lăm-pơ,kuala lumpur
ma-ni-la,manila
luông pha băng,luông pha-băng,luang prabang
băng đung,bandung
niu đê-li,new delhi
oa-sinh-tơn,washington
niu oóc,new york
cựu kim sơn,san francisco
béc-lin,berlin
rô-ma,rome
viên,vienna
giơ-ne-vơ,geneva
brúc-xen,bruxelles,brussels
a-ten,athens,athenian
xô-phi-a,sofia
vác-sa-va,warsaw
pra-ha,prague
bu-đa-pét,budapest
ki-ép,kyiv,kiev
xanh pê-téc-bua,saint petersburg,st petersburg
jê-ru-sa-lem,giê-ru-sa-lem,jerusalem
cai-rô,cairo
địa trung hải,mediterranean
hắc hải,biển đen,black sea
hồng hải,biển đỏ,red sea
bắc băng dương,arctic ocean
bắc cực,arctic,north pole
nam cực,antarctic,antarctica,south pole
bắc mỹ,north america,north american
nam mỹ,south america,south american
mỹ latinh,mỹ la-tinh,latin america,latin american
trung á,central asia
đông á,east asia,east asian
nam á,south asia,south asian
đông âu,eastern europe,eastern european
tây âu,western europe,western european
đại dương,ocean
hoàng sa,paracel,paracels
trường sa,spratly,spratlys
đông dương,indochina,indochinese
vịnh bắc bộ,gulf of tonkin,tonkin
hy mã lạp sơn,himalaya,himalayas,himalayan
nhà trắng,white house
lầu năm góc,pentagon
điện kremlin,kremlin
phố wall,wall street
thung lũng silicon,silicon valley
thượng viện,senate,senator,senators
hạ viện,house of representatives,house,commons
quốc hội,national assembly,congress,parliament
hội đồng bảo an,security council
quỹ tiền tệ quốc tế,imf,international monetary fund
ngân hàng phát triển châu á,adb,asian development bank
tổ chức thương mại thế giới,wto,world trade organization
asean,hiệp hội các quốc gia đông nam á
nato,bắc đại tây dương,north atlantic
chữ thập đỏ,red cross
thế vận hội,olympic,olympics
cúp thế giới,world cup
giải nobel,nobel
thế chiến,chiến tranh thế giới,world war
chiến tranh lạnh,cold war
đảng cộng sản,communist party
đảng lao động,công đảng,labour party,labour
đảng bảo thủ,conservative party,conservatives,tory,tories
đảng dân chủ,democrats,democrat,democratic party
đảng cộng hòa,republicans,republican,republican party
đảng xanh,green party,greens
la tinh,latinh,latin
thứ hai,thứ 2,monday,mondays,ວັນຈັນ
thứ ba,thứ 3,tuesday,tuesdays,ວັນອັງຄານ
thứ tư,thứ 4,wednesday,wednesdays,ວັນພຸດ
thứ năm,thứ 5,thursday,thursdays,ວັນພະຫັດ
thứ sáu,thứ 6,friday,fridays,ວັນສຸກ
thứ bảy,thứ 7,saturday,saturdays,ວັນເສົາ
chủ nhật,chúa nhật,sunday,sundays,ວັນອາທິດ
adn,dna
sida,aids
sao thủy,mercury
sao kim,venus
sao hỏa,mars,martian
sao mộc,jupiter
sao thổ,saturn
sao thiên vương,uranus
sao hải vương,neptune
trung thu,mid-autumn
phục sinh,easter
trung cổ,trung đại,middle ages
phục hưng,renaissance
"""

EXONYMS = [frozenset(line.split(",")) for line in _SETS.split("\n") if line]
