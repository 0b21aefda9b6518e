/**
 * Two more languages with what visitors ask most: English, then the beginnings of the words. General vocabulary of support, a line a
 * concept, as in `concepts.ts`.
 */
export const MORE_LANGUAGES = {
  sv: `
account: konto,användarkonto
address: adress
activate: aktiver
all: alla,allt
answer: svar
app: app,appen
appointment: tid hos,bokad tid
arrive: ankomst,anländ,kommer fram
automatic: automatisk
bank: bank,överför
before: innan,före
bicycle: cykel,cykl
block: spärr,blocker
boat: båt,färja,färjan,fartyg
book: boka,bokning
broken: trasig,sönder,skadad
call: ring,ringa,samtal
cancel: avbok,avbest,säga upp,uppsäg,avslut
car: bil,bilen,bilar
card: kort,kortet
change: ändra,ändring,byta,byt
child: barn
choose: välj
close: stäng
command: kommando
compensation: ersättning
complain: klaga,klagomål,reklam
connect: ansluta,anslut,koppla
contact: kontakt,kundtjänst,kundservice
contract: avtal,kontrakt
cost: kost,pris,avgift
country: utland,utomlands,land
create: skapa,lägga till,lägg till
customer: kund,kunder
data: data,uppgift,surf
delay: försen
delete: radera,ta bort,avinstaller
delivery: leverans,lever,frakt
dependency: beroende
device: enhet,apparat
discount: rabatt,erbjudande
document: dokument,fil,filen
dog: hund,husdjur
download: ladda ner,ladda ned,nedladd
email: e-post,mejl,mail
error: fel,problem
expire: gäller,giltig,går ut
family: familj
fibre: fiber,bredband
find: hitta,sök
forgot: glömt,glömde
free: gratis,kostnadsfri
gift: present
help: hjälp
home: hem,hemma,hemifrån
hotel: hotell,rum,hytt
install: install
insurance: försäkring
internet: internet,nät
invoice: faktura,kvitto,räkning
keep: behåll
language: språk
limit: gräns,högst
list: lista
log in: logga in,inlogg
lost: förlor,tappa,borttappad
luggage: bagage,resväska
mobile: mobil,mobilen
money: pengar
month: månad
move: flytta,flytt
name: namn
network: nätverk
new: ny,nytt,nya
number: nummer
offline: offline
old: gammal,gamla
open: öppet,öppna,öppettid
order: beställ,köp,köpa
outdated: föråldra,inaktuell
package: paket
password: lösenord
payment: betal
person: person,människa
phone: telefon
plan: abonnemang,prenumeration
private: privat
project: projekt
publish: publicer
question: fråga
quick: snabb
receive: få,får
refund: återbetal,pengar tillbaka
register: registrer
repair: reparer,laga
replace: ersätt,byta ut
reset: återställ,starta om
return: returner,retur,skicka tillbaka,lämna tillbaka
run: kör,köra
show: visa,visar,se,ser
sell: sälj
send: skicka
setting: inställ
share: dela
slow: långsam,seg
start: starta
stolen: stulen,stulit
student: student
switch off: stänga av
technician: tekniker
ticket: biljett
time: tid,när,hur länge
travel: resa
unused: oanvänd
update: uppdater
use: använd
version: version
visit: besök
voucher: presentkort,värdebevis
wait: vänta
warranty: garanti
week: vecka
wi-fi: wifi,trådlös
work: funger
`,
  pl: `
account: kont,konto
address: adres
activate: aktyw,włącz
all: wszystk
answer: odpowied
app: aplikac
arrive: przyjazd,przyjed,dotrze
automatic: automatyczn
bank: bank,przelew
before: przed
bicycle: rower
block: zablok,blokow
boat: statek,statk,promem,promu
book: rezerw,zarezerw
broken: zepsut,uszkodz
call: dzwoni,zadzwoni,połączen
cancel: anulow,zrezygnow,rezygnac,wypowied,odwoła
car: samoch,auto
card: kart
change: zmieni,zmian
child: dzieck,dzieci
close: zamkn
command: polecen,komend
compensation: odszkodow,rekompens
complain: reklam,skarg
connect: podłącz,połącz
contact: kontakt,obsług
contract: umow
cost: koszt,cen,opłat
country: zagranic,kraj
create: utworz,stworz,doda
customer: klient
data: dane,danych
default: domyśln
delay: opóźn
delete: usun,skasow
delivery: dostaw,wysył
dependency: zależno
device: urządz
discount: zniżk,rabat
document: dokument,plik
dog: pies,psa,psem
download: pobra,pobier,ściągn
email: e-mail,mail,poczt
error: błąd,błęd,problem
expire: ważn,wygas
family: rodzin
fibre: światłow
find: znale,szuka
forgot: zapomni
free: darmow,bezpłatn,za darmo
gift: prezent
help: pomoc,pomóc
home: domu,domow
hotel: hotel,pokój,kabin
install: zainstal,instal
insurance: ubezpiecz
internet: internet,sieć,sieci
invoice: faktur,rachun,paragon
keep: zachow
language: język
limit: limit,maksym
list: list
log in: zalogow,logow
lost: zgubi,stracił
luggage: bagaż,waliz
mobile: komórk,smartfon
money: pieniądz,pieniędz
month: miesiąc,miesięc
move: przeprow
name: nazw,imię
new: nowy,nowego,nowe
number: numer
old: stary,starego
open: otwart,otwarc,otworz
order: zamówi,kupi
outdated: nieaktualn,przestarzał
package: paczk,przesył,pakiet
password: hasł
payment: płatno,płac,zapłac
person: człowiek,osob
phone: telefon
plan: abonament,subskryp,taryf
private: prywat
project: projekt
publish: opublik,publik
question: pytan
quick: szybk
receive: otrzyma,dosta
refund: zwrot pieniędzy,zwrot kosztów,zwroc
register: zarejestr,rejestr
repair: napraw
replace: wymieni,wymian
reset: zresetow,przywróc
return: zwróci,odda,zwrot
run: uruchom
see: zobacz,sprawdz
send: wysła
setting: ustawi
share: udostęp
slow: woln,powoln
start: zaczą,rozpocz
stolen: skradz,ukrad
student: student
switch off: wyłącz
technician: technik,monter
ticket: bilet
time: kiedy,jak długo,ile czasu
travel: podróż
unused: nieużyw,niepotrzeb
update: aktualiz,zaktualiz
use: używa,użyć,korzyst
version: wersj
visit: wizyt
voucher: bon,kupon
wait: czeka
warranty: gwaranc
week: tydzień,tygod
wi-fi: wifi,wi-fi
work: działa
`,
} as const;
