/**
 * What visitors of help centres speak of, in seven languages: a line a concept, English synonyms first, then the beginnings of the
 * words in German, French, Spanish, Italian, Dutch and Portuguese. General vocabulary of support: nothing of one company's knowledge.
 */
import type { MORE_LANGUAGES } from './more-languages.ts';

export const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt'] as const;
export type Language = (typeof LANGUAGES)[number];

export const CONCEPTS = `
refund | rückerstatt,erstatt | rembours | reembols | rimbors | terugbetal | reembols
phone,telephone | telefon,handy,smartphone,mobiltelefon | téléphon,portable,smartphone | teléfono,móvil,celular | telefono,cellulare | telefoon,mobiel,mobieltje | telefone,telemóvel,celular
number | nummer,rufnummer,telefonnummer | numéro | número | numero | nummer,telefoonnummer | número
new | neu,neue,neuen,neuer,neues | nouveau,nouvel,nouvelle | nuevo,nueva | nuov | nieuw | novo,nova,novos,novas
old | alte,alten,altes | ancien,vieux,vieille | viejo,vieja,antiguo,antigua | vecchi | oude,oud | antigo,antiga,velho
version | version | version | versión | versione | versie | versão
default | standardmäßig,voreinstell | par défaut | por defecto,predetermin | predefinit | standaard | por padrão,padrão
show,see,view | zeig,anzeig,seh,sehen,sehe | montrer,voir,vois,affich | mostrar,ver,veo | mostra,vedere,vedo,visualizz | toon,tonen,zien | mostrar,ver,vejo
list | auflist | lister | listar | elenca,elenco | lijst | listar
run,execute | ausführ | exécut | ejecut | esegu | uitvoer | execut
command | befehl,kommando | ligne de commande | comando | comando | opdracht,commando | comando
project | projekt | projet | proyecto | progett | project | projeto
dependency,dependencies | abhängigkeit | dépendance | dependencia | dipendenz | afhankelijkhe | dependência
outdated | veraltet,überholt | obsolète,périm | obsolet,anticuad | obsolet,non aggiornat | verouderd | desatualiz,obsolet
unused,unnecessary | überflüssig,unbenutzt,unnötig | inutilis,superflu | innecesari,sin usar | inutilizz,superflu | overbodig,ongebruikt | desnecessári,não usad
publish | veröffentlich | publi | publicar,publico | pubblic | publice | publicar,publico
private | privat | privé | privado,privada | privat | privé,prive | privado,privada
public | öffentlich | public | público,pública | pubblico,pubblica | openbaar,publiek | público,pública
organisation,organization | organisation,verein | organisation | organización | organizzazion | organisatie | organização
activate,enable | aktivier,freischalt | activ | activar,activo,activa | attiv | activeer,activer | ativ
connect,connected | anschließ,angeschlossen,anschluss | raccord | conect | collega,allacci | aansluit,aangesloten | conect
fibre,fiber,broadband | glasfaser,breitband | fibre | fibra | fibra | glasvezel,breedband | fibra
before | bevor | avant | antes | prima | voordat | antes
minimum term | mindestlaufzeit,mindestvertragslaufzeit | durée minimale,engagement | permanencia | durata minima,vincolo | minimale looptijd,looptijd | fidelização,prazo mínimo
right,entitled | recht auf,anspruch | droit à,ai droit | tengo derecho,derecho | diritto | recht op | tenho direito,direito
show up,missed | erschien,gekommen | présenté,pas venu | presentó,no vino | presentato,venuto | opdagen,gekomen | apareceu,veio
keep | behalt,behält | garder | mantener,conservar | mantener,tenere | behoud | manter
provider | anbieter | opérateur,fournisseur | operador,proveedor | operatore,fornitore | aanbieder,overstap | operador,fornecedor
all | alle,alles,allen | tous,toutes,tout | todos,todas,todo | tutti,tutte,tutto | alle,alles | todos,todas,tudo
purpose,what is it for | wofür,wozu | sert,servir | sirve,servir | serve,servono | waarvoor | serve,servem
automatic,automatically | automatisch | automati | automátic | automatic | automatisch | automátic
extra,additional,more | zusätzlich,zusatz | supplément | adicional,suplement | supplement,aggiuntiv | extra,aanvullend,toeslag | adicional,suplement
fill in,enter | ausfüll,eingeb | remplir,saisir | rellenar,introduc | compil,inserir | invul,invoer | preench,inserir
stolen | gestohlen,geklaut | volé | robado,robada,robaron | rubato,rubata | gestolen | roubado,roubada
broken down,not working | funktioniert nicht,geht nicht | ne fonctionne pas,ne marche pas | no funciona | non funziona | werkt niet,doet het niet | não funciona
account,profile | konto,benutzerkonto | compte,profil | cuenta,perfil | account,profilo | account,profiel | conta,perfil
address,street | adresse,anschrift,straße | adresse,rue | dirección,direccion,calle | indirizzo,via | adres,straat | endereço,endereco,morada
adult,grown-up | erwachsene | adulte | adulto | adulto,adulti | volwassene | adulto
airport | flughafen | aéroport,aeroport | aeropuerto | aeroporto | vliegveld,luchthaven | aeroporto
allergy,allergies,allergen | allergi | allergi | alergia,alérg | allergi | allergie | alergia,alérg
amount,sum,total | betrag,summe | montant,somme | importe,cantidad | importo,somma | bedrag | valor,quantia,montante
answer,reply,respond | antwort | répon,repon | respuesta,responder | rispost,rispond | antwoord | resposta,responder
apartment,flat | wohnung | appartement | apartamento,piso | appartamento | appartement | apartamento
app,application | app,anwendung | appli | aplicación,aplicacion | applicazione,app | app | aplicativo,aplicação
appointment,slot | termin | rendez-vous,rdv | cita | appuntamento | afspraak | consulta,marcação,agendamento
arrive,arrival | ankunft,ankomm,ankommt,eintreff | arriv | llegar,llegada,llega | arriv | aankom,arriveer | chegar,chegada,chega
attach,attachment | anhang,anhäng | pièce jointe,joindre | adjunt | allegat,allega | bijlage | anexo,anexar
baby,infant,toddler,child,children,kid,kids,son,daughter | kind,kinder,baby,sohn,tochter | enfant,bébé,fils,fille | niño,niña,hijo,hija,bebé | bambin,figlio,figlia,neonato | kind,kinderen,baby,zoon,dochter | criança,filho,filha,bebê,bebé
backup,restore,recover | sicherung,wiederherstell | sauvegard,restaur,récupér | copia de seguridad,restaur,recuper | ripristin,recuper,backup | back-up,herstel | cópia de segurança,restaur,recuper
bag,luggage,baggage,suitcase | gepäck,koffer,tasche | bagage,valise,sac | equipaje,maleta,bolsa | bagagli,valigia,borsa | bagage,koffer,tas | bagagem,mala
balance,credit | guthaben,saldo | solde,crédit | saldo,crédito | saldo,credito | saldo,tegoed | saldo,crédito
bank,transfer | bank,überweis | banque,virement | banco,transferencia | banca,bonifico | bank,overschrijv,overboek | banco,transferência
battery,batteries | batterie,akku | pile,batterie | pila,batería | batteria,batterie,pila | batterij,accu | bateria,pilha
bed,sleep | bett,schlaf | lit,dormir | cama,dormir | letto,dormire | bed,slapen | cama,dormir
bicycle,bike,cycle | fahrrad,fahrräder,rad | vélo,bicyclette | bicicleta,bici | bicicletta,bici | fiets | bicicleta
block,lock,freeze | sperr | bloqu,verrouill | bloque | blocc | blokkeer,blokkeren | bloque
boat,ship,ferry,vessel | schiff,boot,fähre | bateau,ferry,navire | barco,ferry,buque | nave,traghetto,barca | boot,schip,veerboot | barco,navio,balsa
board,on board,aboard | bord | bord | bordo | bordo | boord | bordo
book,booking,reserve,reservation | buch,buchung,reservier | réserv,reserv | reserv | prenot | boek,reserveer | reserv
breakfast | frühstück | petit-déjeuner,petit déjeuner | desayuno | colazione | ontbijt | café da manhã,pequeno-almoço
broken,damaged,defective,faulty | kaputt,beschädigt,defekt | cassé,endommag,abîm,défectueu | roto,rota,dañad,averiad,defectuos | rott,danneggiat,difettos | kapot,beschadigd,defect | quebrad,danificad,avariad,defeituos
browser | browser | navigateur | navegador | browser | browser | navegador
business,company,firm | firma,unternehmen,geschäftskund | entreprise,société | empresa | azienda,impresa,ditta | bedrijf,zakelijk | empresa
button,key | knopf,taste | bouton | botón | pulsante,tasto | knop | botão
order,buy,purchase | kauf,bestell | achet,achat,command | compr,pedido | compr,acquist,ordin | koop,kopen,gekocht,bestel | compr,encomend,pedido
calendar | kalender | calendrier | calendario | calendario | agenda,kalender | calendário
call,phone,telephone,number | anruf,telefon | appel,téléphon | llamar,llamada,teléfono,telefon | chiam,telefon | bellen,telefoon | ligar,telefone,chamada
camera,photo,picture,image | kamera,foto,bild | caméra,photo,image | cámara,foto,imagen | fotocamera,foto,immagine | camera,foto,afbeelding | câmera,foto,imagem
cancel,cancellation,terminate | storn,kündig,abbestell,absag | annul,résili | cancel,anul,dar de baja | annull,disd,cancell | annuleer,annuler,opzeg | cancel,anul
car,vehicle,automobile | auto,wagen,pkw,fahrzeug | voiture,véhicule,auto | coche,auto,vehículo,carro | auto,macchina,veicolo | auto,wagen,voertuig | carro,veículo,automóvel
card | karte | carte | tarjeta | carta,tessera | kaart,pas | cartão
cash | bar,bargeld | espèces,liquide | efectivo | contanti | contant | dinheiro vivo,numerário
category,type,kind | kategorie,art,sorte | catégorie,type | categoría,tipo | categoria,tipo | categorie,soort | categoria,tipo
change,modify,alter,edit,adjust | änder,ändern,umbuch,anpass,bearbeit,verschieb | chang,modifi | cambi,modific | cambi,modific | wijzig,verander,aanpas | alter,mudar,mudança,modific
charge,charging,power,socket,plug | ladegerät,aufladen,laden,strom,steckdose | recharg,chargeur,prise,courant | cargador,enchufe,recargar,corriente | caricare,ricaric,presa,corrente | opladen,oplader,stopcontact,stroom | carregar,carregador,tomada,energia
cheap,cheaper,affordable | billig,günstig,preiswert | pas cher,bon marché,moins cher | barat,económic | economic | goedkoop | barat
check,verify,inspect | prüf,überprüf | vérifi,contrôl | comprobar,verific,revis | verific,controll | controleer,nakijk | verific
check-in,boarding | check-in,einchecken,boarding | enregistr,embarqu | facturación,embarque,check-in | check-in,imbarco | inchecken,instappen | check-in,embarque
clean,wash,rinse | reinig,wasch,putz,säuber | nettoy,lav | limpi,lavar | pulir,pulizia,lava | schoonmak,reinig,wassen | limp,lavar
close,shut | schließ,geschlossen,zu | ferm | cerrar,cierra,cerrad | chiud,chius | sluit,gesloten,dicht | fechar,fecha
clothes,clothing,garment | kleid,kleidung | vêtement | ropa | vestit,abbigliamento | kleding,kleren | roupa
code,pin | code,pin | code,pin | código,pin | codice,pin | code,pincode | código,pin
cold,cool | kalt,kühl | froid | frío,fría | fredd | koud,koel | frio,fria
colleague,coworker,teammate,employee,staff | kolleg,mitarbeiter | collègue,employé,collaborateur | compañero,colega,empleado | collega,colleghi,dipendent | collega,medewerker | colega,funcionário
colour,color | farbe | couleur | color | colore | kleur | cor
compatible,fit,suit | kompatibel,passt,passen | compatible | compatible | compatibil | compatibel,past | compatível
compensation,reimburse,claim | entschädig,erstatt,ersatz | indemn,dédommag | indemniza,compensa,reclam | risarc,indenn,compens | vergoed,compensatie,schade | indeniza,compensa,indemniza
complain,complaint | beschwer,reklam | plainte,réclam | queja,reclam | reclam,lament | klacht,klagen | reclam,queixa
confirm,confirmation | bestätig | confirm | confirm | conferm | bevestig | confirm
connect,connection,link,pair | verbind,verbunden,koppel | connex,connect,reli,jumel | conect,conexión,vincul | conness,conett,collega,collegare | verbind,koppel | conect,conexão,ligação
contact,support,reach,customer service | kontakt,kundendienst,kundenservice,support,erreich | contact,assistance,service client,support,joindre | contact,soporte,atención al cliente | contatt,assistenza,supporto | contact,klantenservice,bereik | contat,contact,suporte,atendimento
contract,agreement,terms | vertrag | contrat | contrato | contratto | contract,overeenkomst | contrato
convert,exchange,swap,replace,replacement | umtausch,tausch,ersetz,austausch,ersatz | échang,remplac | cambi,reemplaz,sustitu | sostitu,scambi | ruilen,omruil,vervang | troca,substitu
copy,duplicate | kopie,kopier | copi | copi | copi | kopie,kopieer | cópia,copiar
cost,price,fee,charge,rate,fare,how much,expensive | kost,preis,gebühr,tarif,teuer | coût,coûte,prix,frais,tarif,cher | cuesta,coste,costo,precio,tarifa,gastos | cost,prezzo,tariff,spese | kost,prijs,tarief,duur | custa,custo,preço,tarifa,taxa
country,abroad,international | land,ausland,international | pays,étranger,international | país,extranjero,internacional | paese,estero,internazional | land,buitenland,internationaal | país,exterior,estrangeiro
create,make,add,new | erstell,anleg,hinzufüg,neu | cré,ajout,nouveau,nouvelle | crear,creo,añad,agreg,nuevo,nueva | crea,creo,aggiung,nuov | maken,maak,aanmaak,toevoeg,nieuw | criar,adicion,novo,nova
customer,client | kunde,kundin | client | cliente | client | klant | cliente
damage | schaden,schäden | dégât,dommage | daño | danno | schade | dano
data,information,details | daten,information | donnée,information | dato,información | dati,informazion | gegevens,informatie,data | dados,informações
date,day,days | datum,tag,tage | date,jour | fecha,día,dia | data,giorn | datum,dag | data,dia
deadline,due,period,within | frist,zeitraum | délai,échéance | plazo,vencimiento | scadenz,termine | termijn,vervaldatum | prazo,vencimento
debit,charged,deduct | abgebucht,abbuch | débit,prélev | cobro,cobrado,cargo | addebit | afgeschreven,afschrijv | débito,cobrado,cobrança
delay,late,overdue | verspät,verzöger,später | retard | retras,tarde,demora | ritard | vertrag,vertraagd,laat | atras,tarde
delete,remove,erase | lösch,entfern | supprim,effac,enlev | elimin,borr,quit | elimin,cancell,rimuov | verwijder,wissen | apag,elimin,exclu,remov
delivery,deliver,shipping,ship,shipment,postage,dispatch | liefer,versand,zustell,verschick | livr,expédi,livraison,port | envío,envio,entrega,enviar | consegn,spedi | lever,bezorg,verzend | entrega,envio,frete,remessa
deposit,down payment | anzahl,kaution | acompte,caution,dépôt | depósito,fianza | deposito,acconto,cauzione | borg,aanbetal | depósito,caução,sinal
device,appliance,machine,unit | gerät | appareil,dispositif | dispositivo,aparato,equipo | dispositivo,apparecchi | apparaat,toestel | dispositivo,aparelho
disabled,disability,wheelchair,accessible,accessibility | behindert,behinderung,rollstuhl,barrierefrei | handicap,fauteuil roulant,accessib | discapac,silla de ruedas,accesib | disabil,sedia a rotelle,accessib | gehandicapt,beperking,rolstoel,toegankelijk | deficiên,cadeira de rodas,acessib
discount,reduction,promo,coupon,offer,deal | rabatt,ermäßig,angebot,nachlass | remise,réduction,promo,rabais | descuento,oferta,promo | sconto,sconti,offerta,promo | korting,aanbieding | desconto,promo,oferta
doctor,medical,nurse,ill,sick | arzt,ärztin,krank | médecin,docteur,malad | médico,doctor,enferm | medico,dottore,malat | arts,dokter,ziek | médico,doente
document,file,paper | dokument,datei,unterlagen | document,fichier,papier | documento,archivo,papel | document,file | document,bestand,papier | documento,arquivo,ficheiro
dog,dogs,cat,pet,animal | hund,katze,haustier,tier | chien,chat,animal,animaux | perro,gato,mascota,animal | cane,cani,gatto,animal | hond,kat,huisdier,dier | cachorro,cão,gato,animal,animais
door,entrance,gate | tür,eingang,tor | porte,entrée | puerta,entrada | porta,ingresso | deur,ingang | porta,entrada
download,export | herunterladen,download,export | télécharg,export | descarg,export | scaric,esport | download,exporteer | baix,descarreg,export
drink,beverage | getränk,trink | boisson,boire | bebida,beber | bevand,bere | drank,drinken | bebida,beber
early,earlier | früh,vorzeitig | tôt,avance | temprano,antes | presto,anticip,prima | vroeg,eerder | cedo,antes
electric,electricity | elektr,strom | électri | eléctric,electri | elettric | elektri,stroom | elétric,eletri
email,mail,e-mail | e-mail,email,mail | e-mail,email,courriel,mail | correo,email,mail | email,e-mail,posta | e-mail,email,mail | e-mail,email,correio
end,finish,expire,expiry,valid,validity | ablauf,läuft ab,gültig,enden,endet,ende | expir,valab,valid,fin,termin | caduc,venc,válid,validez | scad,valid,finisc,termin | verloop,verlopen,geldig,einde | expir,venc,válid,validade
error,fault,problem,issue,message | fehler,störung,problem,meldung | erreur,panne,problème,défaut | error,fallo,problema,avería | errore,guasto,problema | fout,storing,probleem,melding | erro,falha,problema,avaria
family,husband,wife,partner,parents | familie,ehemann,ehefrau,partner,eltern | famille,mari,femme,conjoint,parents | familia,marido,esposa,esposo,pareja,padres | famiglia,marito,moglie,genitori | familie,gezin,man,vrouw,partner,ouders | família,marido,esposa,pais
find,search,locate | find,such | trouv,cherch,recherch | encontr,buscar,busco | trov,cerc | vind,zoek | encontr,procur,busc
fire,smoke,smoking | feuer,rauch | feu,fum | fuego,humo,fumar | fuoco,fum | vuur,rook,roken | fogo,fumaça,fumar
flight,plane,fly | flug,flieg | vol,avion | vuelo,avión | volo,aereo | vlucht,vliegtuig,vliegen | voo,avião
food,eat,meal,menu,restaurant | essen,speise,mahlzeit,restaurant | manger,nourriture,repas,restaurant | comida,comer,restaurante | mangiare,cibo,pasto,ristorante | eten,maaltijd,restaurant | comida,comer,refeição,restaurante
forgot,forgotten,forget | vergess | oubli | olvid | dimentic | vergeten | esquec
form | formular | formulaire | formulario | modulo | formulier | formulário
free,no cost,gratis,complimentary | kostenlos,gratis,umsonst,kostenfrei | gratuit | gratis,gratuit | gratis,gratuit | gratis,kosteloos | grátis,gratuit
friend,guest | freund,freundin,gast,gäste | ami,invité | amigo,amiga,invitado | amic,ospit | vriend,gast | amigo,amiga,convidado
gift,present,gift card | geschenk | cadeau | regalo | regalo,regalare | cadeau,geschenk | presente
group | gruppe | groupe | grupo | grupp | groep | grupo
half | halb,hälfte | moitié,demi | mitad,medio | metà,mezz | helft,half | metade,meio
hand,handover,human,person,agent | mensch,person,mitarbeiter | personne,humain,agent,conseiller | persona,humano,agente | persona,umano,operatore | mens,persoon,medewerker | pessoa,humano,atendente
harbour,harbor,port | hafen | port | puerto | porto | haven | porto
heating,heater,heat,warm,hot | heiz,heizung,warm,heiß,wärme | chauff,chaud,chaleur | calefac,calent,calor,caliente | riscald,cald | verwarm,warm,heet | aquec,quente,calor
help,assist | hilf,hilfe,helfen | aide,aider | ayud | aiut | hulp,help | ajud
holiday,vacation | urlaub,ferien | vacances,congé | vacaciones | vacanz,ferie | vakantie | férias
home,house | haus,zuhause,daheim | maison,domicile | casa,hogar | casa | huis,thuis | casa,lar
hotel,accommodation,room,cabin | hotel,unterkunft,zimmer,kabine | hôtel,hébergement,chambre,cabine | hotel,alojamiento,habitación,camarote | hotel,alloggio,camera,stanza,cabina | hotel,verblijf,kamer,hut | hotel,alojamento,quarto,cabine
hour,hours,opening hours,open | stunde,öffnungszeit,geöffnet,offen,uhrzeit | heure,horaire,ouvert,ouvr | hora,horario,abiert,abren | ora,ore,orari,apert | uur,openingstijd,open | hora,horário,abert,abre
identity,id,passport | ausweis,reisepass,pass | identité,passeport | identidad,pasaporte,dni | identità,passaporto | identiteit,paspoort,legitimatie | identidade,passaporte
import,upload | importier,import,hochladen | import,télévers | import,subir,cargar | import,caric | import,upload | import,carregar,enviar
install,installation,set up,setup,mount | install,einricht,montier,aufbau | install,configur,mont | instal,configur,mont | install,configur,mont | install,instel,monteer | instal,configur,mont
instalment,installment,instalments | rate,raten,ratenzahl | mensualité,plusieurs fois | cuota,plazos | rate,rateizz,rata | termijn,gespreid | parcela,prestaç
insurance,insure,cover | versicher | assur | seguro,asegur | assicur | verzeker | seguro,segur
internet,online,network,web | internet,netz,netzwerk | internet,réseau,ligne | internet,red,línea | internet,rete | internet,netwerk | internet,rede
invite,invitation | einlad | invit | invit | invit | uitnodig | convid
invoice,bill,receipt | rechnung,quittung,beleg | facture,reçu | factura,recibo | fattura,ricevuta,scontrino | factuur,rekening,bon | fatura,nota fiscal,recibo
job,career,hiring,vacancy | stelle,stellenangebot,karriere,bewerb | emploi,recrut,carrière | empleo,trabajo,vacante | lavoro,assun,carriera | vacature,baan,sollicit | emprego,vaga,carreira
key,keys | schlüssel | clé,clef | llave,clave | chiav | sleutel | chave
language | sprache | langue | idioma,lengua | lingua | taal | idioma,língua
last,lasting | halten,hält,haltbar | durer,dure | durar,dura | durare,dura | meegaan | durar,dura
large,big,long,length,size | groß,größe,lang,länge | grand,taille,long | grande,tamaño,talla,largo | grand,taglia,dimension,lung | groot,grootte,maat,lang | grande,tamanho,comprido
leave,depart,departure | abfahr,abreise,abflug,verlass | départ,partir,quitter | salida,salir,salgo | parten,partire,lascia | vertrek,verlaat | partida,partir,sair,saída
legal,law,rights | recht,gesetz | légal,loi,droit | legal,ley,derecho | legale,legge,diritt | wet,recht | legal,lei,direito
level,tier,status | stufe,status | niveau,statut | nivel,estado | livello,stato | niveau,status | nível,estado
licence,license,permit | lizenz,genehmig,führerschein | licence,permis | licencia,permiso | licenza,permesso,patente | licentie,vergunning,rijbewijs | licença
light,lamp,led | licht,lampe,leucht | lumière,lampe,voyant | luz,lámpara | luce,lampada,spia | licht,lamp | luz,lâmpada
limit,maximum,allowed | grenze,höchst,maximal,begrenz,erlaubt | limit,maxim,autoris | límite,máxim,permit | limit,massim,consentit | limiet,maxim,toegestaan | limite,máxim,permit
list | liste | liste | lista | elenco,lista | lijst | lista
log in,login,sign in | anmeld,einlogg,login | connecter,connexion,identifier | iniciar sesión,acceder,acceso | acced,accesso,login | inlog,aanmeld | entrar,login,acessar,iniciar sessão
log out,logout,sign out | abmeld,ausloggen | déconnex,déconnect | cerrar sesión | disconne,uscire | uitlog,afmeld | sair,terminar sessão
lost,missing,lose | verlor,verloren,vermiss,fehlt | perdu,perte,manqu | perdid,perdí,extraviad,falta | pers,smarrit,manca | verlor,kwijt,ontbre | perd,extraviad,falta
loud,noise,sound | laut,lärm,geräusch | bruit,bruyant,son | ruido,ruidos,sonido | rumor,suono | lawaai,geluid,luid | barulho,ruído,som
maintenance,service,repair,fix | wartung,reparatur,reparier,instand | entretien,répar,maintenance | mantenimiento,repar | manutenzione,ripar | onderhoud,repar | manutenção,conserto,repar
map,route,directions | karte,route,weg,anfahrt | plan,itinéraire,trajet | mapa,ruta,camino | mappa,percorso,strada | kaart,route | mapa,rota,caminho
meet,meeting,event | treffen,veranstaltung | réunion,événement | reunión,evento | riunione,evento | vergader,evenement | reunião,evento
member,membership,loyalty,points | mitglied,treue,punkte | membre,adhés,fidélité,points | miembro,socio,puntos,fidelidad | membr,socio,punti,fedeltà | lid,lidmaatschap,punten | membro,sócio,pontos,fidelidade
minute | minute | minute | minuto | minut | minuut,minuten | minuto
mobile,smartphone,cell phone,phone | handy,smartphone,mobiltelefon | portable,smartphone,mobile | móvil,celular,smartphone | cellulare,smartphone,telefonino | mobiel,smartphone | celular,telemóvel,smartphone
money,refund,money back,reimbursement | geld,rückerstatt,erstatt,gutschrift | argent,rembours | dinero,reembols | soldi,denaro,rimbors | geld,terugbetal,terugkrijg | dinheiro,reembols
month,monthly | monat | mois,mensuel | mes,mensual | mese,mesi,mensil | maand | mês,mensal
motorcycle,motorbike | motorrad,motorräder | moto | moto | moto | motor,motorfiets | moto
move,relocate | umzug,umzieh | déménag | mudanza,mudar | trasloc,trasfer | verhuiz | mudança
name,surname | name,nachname,vorname | nom,prénom | nombre,apellido | nome,cognome | naam,achternaam | nome,apelido,sobrenome
night,overnight | nacht | nuit | noche | notte | nacht | noite
notification,notify,alert,reminder | benachrichtig,erinner,hinweis | notif,rappel,alerte | notific,recordatorio,aviso | notific,promemoria,avviso | melding,herinner | notific,lembrete,aviso
offline,not connected | offline,keine verbindung | hors ligne | sin conexión,desconectad | offline,disconness | offline | sem conexão,desligad
old,age,years | alter,alt,jahre | âge,ancien,vieux | edad,viejo,antiguo | età,vecchi | leeftijd,oud | idade,velho,antigo
open window,window | fenster | fenêtre | ventana | finestra | raam,venster | janela
owner,own | besitzer,inhaber,eigentümer | propriétaire | propietario,dueño | proprietari | eigenaar | proprietário,dono
package,parcel | paket,päckchen,sendung | colis,paquet | paquete | pacco,pacchi | pakket,pakje | pacote,encomenda
parking,park | parkplatz,parken,parkhaus | parking,stationn,garer | aparcamiento,aparcar,estacionar | parcheggi | parkeer,parkeren | estacionamento,estacionar
passenger,traveller,traveler | passagier,reisende,fahrgast | passager,voyageur | pasajero,viajero | passegger,viaggiator | passagier,reiziger | passageiro,viajante
password,passcode | passwort,kennwort | mot de passe | contraseña,clave | password | wachtwoord | senha,palavra-passe
pause,suspend,stop | pausier,aussetz,unterbrech,stopp,anhalten | suspend,pause,arrêt,interromp | paus,suspend,parar,detener | sospen,pausa,ferm | pauzeer,onderbreek,stop | paus,suspend,parar
payment,pay | zahl,bezahl | paiement,payer,paye,payé,paie | pago,pagar,pagado | pag,pagament | betal,betaling | pag,pagamento
plan,package,subscription,subscribe | abo,abonnement,tarif,paket | abonn,formule,forfait | suscrip,plan,abono | abbonament,piano | abonnement,pakket | assinatura,plano,subscri
plug,adapter,cable,wire | kabel,stecker,adapter,draht | câble,fil,adaptateur | cable,adaptador,hilo | cavo,adattatore,filo | kabel,draad,adapter | cabo,adaptador,fio
pregnant,pregnancy | schwanger | enceinte,grossesse | embaraz | incinta,gravidanza | zwanger | grávida,gravidez
pressure | druck | pression | presión | pressione | druk | pressão
print,printer | druck,drucker,ausdruck | imprim | imprim,impresora | stamp | print,afdruk | imprim,impressora
privacy,data protection | datenschutz,privatsphäre | confidentialité,vie privée,données personnelles | privacidad,protección de datos | privacy,dati personali | privacy,gegevensbescherming | privacidade,proteção de dados
product,item,article,goods | produkt,artikel,ware | produit,article | producto,artículo | prodott,articol | product,artikel | produto,artigo
pump | pumpe | pompe | bomba | pompa | pomp | bomba
question | frage | question | pregunta,duda | domanda | vraag | pergunta,dúvida
quick,fast,speed | schnell,geschwind | rapide,vite,vitesse | rápid,velocidad | veloc,rapid | snel,snelheid | rápid,velocidade
radiator | heizkörper | radiateur | radiador | radiatore,termosifone | radiator | radiador
receive,get | erhalt,bekomm | recev,reçu,obten | recib,obten | ricev,otten | ontvang,krijg | receb,obter
refuse,decline,reject | abgelehnt,ablehn,verweiger | refus,rejet | rechaz,deneg | rifiut,respint | geweiger,afgewez,weiger | recus,rejeit
register,sign up,join | registrier,anmeld | inscri,enregistrer | registr,inscrib | registr,iscri | registreer,inschrijv,aanmeld | registr,inscrev,cadastr
rent,hire,rental | miet,leih,verleih | lou,location | alquil | noleggi,affitt | huur,huren | alug,aluguel
report,statistics | bericht,statistik,auswert | rapport,statistique | informe,estadística | rapporto,statistic | rapport,statistiek | relatório,estatística
reset,factory reset,restart | zurücksetz,neustart,reset | réinitialis,redémarr | restablec,reinici | reimpost,riavvi,ripristin | reset,herstart,terugzet | redefin,reinici,repor
return,send back,bring back,give back | zurück,rücksend,zurückgeb,zurückschick,retoure,rückgabe,zurücksend | renvoy,retour,rendre,retourn | devol,devuel | restitu,rendere,reso,resi | retour,terugstur,terugzend,terugbreng | devol
role,permission,rights,access | rolle,berechtig,zugriff,zugang | rôle,autorisation,droit,accès | rol,permiso,acceso | ruolo,permess,accesso | rol,recht,toegang | função,permiss,acesso
safe,security,secure | sicher,sicherheit | sécurité,sûr | segur,seguridad | sicur,sicurezza | veilig,beveilig | segur,segurança
sale,sell,clearance | verkauf,schlussverkauf,ausverkauf | vente,vend,solde | venta,vender,rebaja | vend,saldi,svendita | verkoop,uitverkoop | venda,vender,saldo,liquidação
save,store,keep | speicher,aufbewahr | enregistr,sauvegard,conserv,gard | guardar,conserv,almacen | salv,conserv | bewaar,opslaan | guardar,salvar,conserv
schedule,timetable,timer | zeitplan,fahrplan,programm | horaire,calendrier,programm | horario,programa | orario,programma | schema,dienstregeling,rooster | horário,programa
school,student,pupil | schule,schüler,student,studierende | école,élève,étudiant | escuela,alumno,estudiante | scuola,studente,studenti | school,leerling,student | escola,aluno,estudante
screen,display | bildschirm,display,anzeige | écran,affich | pantalla | schermo,display | scherm,weergave | tela,ecrã
season,summer,winter | saison,sommer,winter | saison,hiver | temporada,verano,invierno | stagione,estate,inverno | seizoen,zomer,winter | temporada,verão,inverno
seat,place | sitz,sitzplatz,platz | siège,place | asiento,plaza | posto,posti,sedile | stoel,plaats,zitplaats | assento,lugar
send,submit | send,schick | envoy | envi,mand | invi,mand,sped | stuur,sturen,verstuur | envi,mand
senior,pensioner,retired | senior,rentner | senior,retraité | jubilad,mayores | anzian,pensionat | senior,gepensioneerd | idoso,reformad,aposentad
serial number,model | seriennummer,modell | numéro de série,modèle | número de serie,modelo | numero di serie,modello | serienummer,model | número de série,modelo
setting,settings,option,configure | einstell,option | réglage,paramètre,option | ajuste,configuración,opción | impostazion,opzion | instelling,optie | configuraç,definiç,opção
share | teil,teilen | partag | compart | condivi | deel,delen | compartilh,partilh
shoe,shoes,boots | schuh,stiefel | chaussure,botte | zapato,bota | scarp,stival | schoen,laars | sapato,bota
shop,store,branch,location | laden,geschäft,filiale,standort | magasin,boutique | tienda,sucursal | negozio,negozi | winkel,filiaal | loja,filial
shower,bath,hot water | dusch,warmwasser,bad | douche,eau chaude,bain | ducha,agua caliente,baño | doccia,acqua calda,bagno | douche,warm water,bad | chuveiro,duche,água quente,banho
slow | langsam | lent | lent | lent | traag,langzaam | lent
small,short | klein,kurz | petit,court | pequeñ,cort | piccol,cort | klein,kort | pequen,curt
space,storage,room | speicherplatz,platz | espace,stockage | espacio,almacenamiento | spazio,archivi | ruimte,opslag | espaço,armazenamento
spam,junk | spam | indésirable,spam | spam,no deseado | spam | spam | spam
start,begin,switch on,turn on | start,beginn,einschalt,anschalt | démarr,commenc,allum | inici,comenz,encend,empez | inizi,avvi,accend,cominci | start,begin,aanzet,inschakel | inici,começ,ligar
station,stop,bus,train,tram | bahnhof,haltestelle,bus,zug | gare,arrêt,bus,train | estación,parada,autobús,tren | stazione,fermata,autobus,treno | station,halte,bus,trein | estação,paragem,parada,ônibus,autocarro,comboio,trem
switch off,turn off,disable,deactivate | ausschalt,abschalt,deaktivier | éteind,désactiv | apag,desactiv | spegn,disattiv,disabilit | uitzet,uitschakel,deactiveer | deslig,desativ
stolen,theft,fraud | gestohlen,diebstahl,betrug | vol,volé,fraude | robad,robo,fraude | rubat,furto,frode | gestolen,diefstal,fraude | roubad,roubo,fraude
take,bring,carry | mitnehm,nehm,mitbring,tragen | prendre,emmen,emport,apport | llevar,traer | portare,prendere | meenem,nemen,meebreng | levar,trazer
tax,vat,customs,duty | steuer,mehrwertsteuer,zoll | taxe,tva,douane,impôt | impuesto,iva,aduana | tass,iva,dogana | belasting,btw,douane | imposto,iva,alfândega
team,user,users | team,benutzer,nutzer | équipe,utilisateur | equipo,usuario | squadra,utent | team,gebruiker | equipe,usuário,utilizador
technician,installer,engineer,electrician | techniker,installateur,monteur,elektriker | technicien,installateur,électricien | técnico,instalador,electricista | tecnic,installator,elettricista | monteur,technicus,installateur,elektricien | técnico,instalador,eletricista
temperature,degrees | temperatur,grad | température,degré | temperatura,grados | temperatura,gradi | temperatuur,graden | temperatura,graus
test,trial,try | test,probe,ausprobier | essai,essay,test | prueba,probar | prova,provare | proef,test,proberen | teste,experiment,avaliação
ticket,fare | fahrkarte,fahrschein,ticket,karte | billet,ticket | billete,boleto,entrada,tiquete | bigliett | kaartje,ticket,vervoerbewijs | bilhete,passagem,ingresso
time,when,how long | zeit,wann,uhrzeit,wie lange,dauer,dauert | temps,quand,durée,combien de temps | tiempo,cuándo,cuánto tiempo,duración,tarda | tempo,quando,durata,quanto tempo | tijd,wanneer,hoe lang,hoe laat,duur,duurt | tempo,quando,quanto tempo,duração,demora
toilet,bathroom,lavatory | toilette,wc,bad | toilette,wc | baño,aseo,servicio | bagno,toilette | toilet,wc | banheiro,casa de banho
tracking,track,trace,status | verfolg,sendungsverfolg,nachverfolg | suivi,suivre | seguimiento,rastre | tracci,tracking | volgen,track | rastre,acompanh
travel,trip,journey | reise,fahrt | voyage,trajet | viaje,viajar | viaggi | reis,reizen | viagem,viajar
twice,double | doppelt,zweimal | double,deux fois | doble,dos veces | doppi,due volte | dubbel,twee keer | dobro,duas vezes
update,upgrade,version,firmware | aktualisier,update,version | mise à jour,mettre à jour,version | actualiz,versión | aggiorn,versione | bijwerk,update,versie | atualiz,versão
use,apply | benutz,verwend,nutz | utilis | usar,utiliz | usar,utilizz | gebruik | usar,utiliz
valve | ventil | vanne,robinet | válvula | valvola | kraan,ventiel | válvula
vegan,vegetarian,gluten-free | vegan,vegetar,glutenfrei | végan,végétar,sans gluten | vegan,vegetar,sin gluten | vegan,vegetar,senza glutine | vegan,vegetar,glutenvrij | vegan,vegetar,sem glúten
video,film,movie | video,film | vidéo,film | vídeo,película | video,film | video,film | vídeo,filme
visit,visitor | besuch | visit | visit | visit | bezoek | visit
voucher,gift card,code | gutschein | bon,chèque,carte cadeau | vale,cupón,tarjeta regalo | buono,voucher,carta regalo | cadeaubon,tegoedbon,waardebon | vale,cupom,cartão-presente
wait,queue | wart,schlange | attend,attente,file | esper,cola | attend,attesa,coda | wacht,wachten,rij | esper,fila
warranty,guarantee | garantie,gewährleistung | garantie | garantía | garanzia | garantie | garantia
water | wasser | eau | agua | acqua | water | água
weather,storm,wind | wetter,sturm,wind | météo,tempête,vent | tiempo,tormenta,viento | meteo,tempesta,vento | weer,storm,wind | clima,tempestade,vento
week,weekend | woche,wochenende | semaine,week-end | semana,fin de semana | settiman | week,weekend | semana
weight,heavy,kilo | gewicht,schwer | poids,lourd | peso,pesad | peso,pesant | gewicht,zwaar | peso,pesad
wi-fi,wifi,wlan,wireless | wlan,wifi | wi-fi,wifi | wifi,wi-fi | wifi,wi-fi | wifi | wi-fi,wifi
withdraw,withdrawal,atm | abheb,geldautomat,widerruf | retir,retrait,distributeur | retir,cajero | prelev,bancomat,recess | opname,geldautomaat,herroep | levant,saque,retirar
work,function,does not work | funktionier,geht nicht | fonctionn,marche | funcion | funzion | werk,werkt | funcion
write,text,message | schreib,nachricht | écri,message | escrib,mensaje | scriv,messaggi | schrijf,bericht | escrev,mensagem
wrong,incorrect,mistake | falsch,irrtum | faux,incorrect,mauvais,tromp | incorrect,equivocad,mal | sbagliat,errat | fout,verkeerd | errad,incorret
year,annual,yearly | jahr,jährlich | an,année,annuel | año,anual | anno,anni,annual | jaar,jaarlijks | ano,anual
young,minor,teenager | jung,minderjährig,jugendlich | jeune,mineur,adolescent | joven,menor,adolescente | giovane,minorenne | jong,minderjarig,tiener | jovem,menor,adolescente
`;

/** Words that say how somebody asks, by language: they tell the language and mean nothing for the search. */
export const SMALL_WORDS: Record<Exclude<Language, 'en'> | keyof typeof MORE_LANGUAGES, string> = {
  de: 'der die das den dem des ein eine einen einem einer und oder aber ich du er sie es wir ihr mich mir mein meine meinen meinem meiner ihre ihren euer eure euch uns dir dich sich ist sind war bin habe hat haben hatte wird werden kann können darf dürfen muss müssen soll möchte will wie was wann wo wer warum welche welcher welches nicht kein keine keinen mit ohne für auf an am im in zu zum zur von vom bei nach aus über unter vor wenn dass ob auch noch nur schon mehr gibt es mal bitte danke hallo',
  fr: 'le la les un une des du de d l j je tu il elle nous vous ils on me mon ma mes votre vos notre et ou mais est sont été suis ai a avez avoir être peut peux puis dois doit faut faire fait comment combien que quoi qui quand où pourquoi quel quelle quels quelles pas ne n avec sans pour sur à au aux en dans par si aussi plus y t-il a-t-il est-ce est-il sont-ils puis-je peut-on dois-je faut-il avez-vous pouvez-vous qu s c m t bonjour merci svp',
  es: 'el la los las un una unos unas de del yo tú él ella nosotros usted ustedes me mi mis su sus y o pero es son soy está están estoy he ha hay tengo tiene tener puedo puede pueden debo quiero necesito hacer hago cómo como qué que cuánto cuánta cuántos cuántas quién cuál cuáles cuando dónde donde por para con sin en a al no si también más muy hola gracias',
  it: 'il lo la gli le un uno una di del della dei delle io tu lui lei noi voi mi mio mia miei vostro vostra e o ma è sono sei ho ha hanno avete posso può possono devo voglio vorrei fare faccio quanto quanta come che cosa chi dove perché quale quali con senza per su a al alla in nel nella nell da dal non se anche più ci c si ciao grazie',
  nl: 'de het een en of maar ik jij je u hij zij wij we mij me mijn uw jullie is zijn ben was heb heeft hebben kan kun kunnen wordt worden mag moet moeten wil hoe hoeveel wat wie waar waarom welke niet geen met zonder voor op aan in te naar van bij uit over onder als dat ook nog alleen al meer er hallo bedankt dank',
  pt: 'o a os as um uma uns umas de do da dos das eu tu ele ela nós você vocês me meu minha meus minhas seu sua e ou mas é são sou está estão estou tenho tem ter posso pode podem devo quero preciso fazer faço quanto como que quem qual quais onde por para com sem em no na ao à não se também mais muito olá obrigado obrigada',
  sv: 'och att det är en ett den de jag du han hon vi ni mig mig min mitt mina din ditt dina ert era som för med inte av till har hade kan ska skulle vill måste hur mycket vad vem var vilka vilken vilket varför om på i in ut från vid eller men när så också bara lång länge tar mer hej tack',
  pl: 'i a w we na z ze do od dla o po za przez bez się nie tak jest są był było będzie mam ma mieć mogę może można muszę chcę chciałbym chciałabym jak co kto gdzie dlaczego który która które jaki jaka jakie ile czy mój moja moje mojego mojej mnie mi wasz wasze państwo to ten ta te tego lub albo ale jeśli też tylko już dzień dobry cześć dziękuję proszę',
};
