/** What the product itself tells visitors, in each language that it speaks. Sentences of ours, so that they say what is so. */
import type { Locale } from './persona.ts';

export type Notices = {
  /** The first words of a workspace that has written none. */
  greeting: string;
  /** That a person takes over, where the workspace has written nothing. */
  handover: string;
  /** That the answer takes longer. */
  delayed: string;
  /** In front of quoted passages, which would else look like an answer that somebody wrote. */
  withoutModel: string;
  /** That there is no answer, where nobody is to be called for it. */
  unanswered: string;
  /** In front of quotes, and of quotes that are in another language than the visitor's. */
  quoted: string;
  quotedAsWritten: string;
  /** In front of those where it is doubtful whether they answer: `{place}` is the article of the first. */
  unsure: string;
  hello: string;
  welcome: string;
};

export const NOTICES: Readonly<Record<Locale, Notices>> = {
  en: {
    greeting: 'Hello! Ask me anything about our products and services.',
    handover: 'I am passing you on to a person in our team. They see this conversation and answer here as soon as they can.',
    delayed:
      'This takes longer than usual: the service that writes my answers does not respond. I keep trying; if it does not come back soon, ' +
      'I answer from our help centre or pass you on to a person.',
    withoutModel: 'The service that writes my answers is not available right now, so I quote our help centre word for word.',
    unanswered: 'I have no answer to that. If you would like to talk to a person, just say so.',
    quoted: 'From our help centre:',
    quotedAsWritten: 'From our help centre, in the language it is written in:',
    unsure: 'I am not sure that this answers your question. The nearest that I found is “{place}”.',
    hello: 'Hello! What can I help you with?',
    welcome: 'You are welcome!',
  },
  de: {
    greeting: 'Hallo! Fragen Sie mich alles zu unseren Produkten und Leistungen.',
    handover: 'Ich gebe Sie an einen Menschen aus unserem Team weiter. Er sieht dieses Gespräch und antwortet hier, sobald er kann.',
    delayed:
      'Das dauert länger als sonst: Der Dienst, der meine Antworten schreibt, meldet sich nicht. Ich versuche es weiter; kommt er nicht bald ' +
      'zurück, antworte ich aus unserem Hilfebereich oder gebe Sie an einen Menschen weiter.',
    withoutModel: 'Der Dienst, der meine Antworten schreibt, ist gerade nicht erreichbar, deshalb zitiere ich unseren Hilfebereich im Wortlaut.',
    unanswered: 'Darauf habe ich keine Antwort. Wenn Sie mit einem Menschen sprechen möchten, sagen Sie es einfach.',
    quoted: 'Aus unserem Hilfebereich:',
    quotedAsWritten: 'Aus unserem Hilfebereich, in der Sprache, in der er geschrieben ist:',
    unsure: 'Ich bin nicht sicher, ob das Ihre Frage beantwortet. Das Nächste, was ich gefunden habe, ist „{place}“.',
    hello: 'Hallo! Wie kann ich Ihnen helfen?',
    welcome: 'Gern geschehen!',
  },
  fr: {
    greeting: 'Bonjour ! Posez-moi vos questions sur nos produits et services.',
    handover: 'Je vous passe une personne de notre équipe. Elle voit cette conversation et vous répond ici dès que possible.',
    delayed:
      'Cela prend plus de temps que d’habitude : le service qui rédige mes réponses ne répond pas. Je continue d’essayer ; s’il ne revient ' +
      'pas bientôt, je réponds à partir de notre centre d’aide ou je vous passe une personne.',
    withoutModel: 'Le service qui rédige mes réponses n’est pas disponible pour le moment, je cite donc notre centre d’aide mot pour mot.',
    unanswered: 'Je n’ai pas de réponse à cela. Si vous souhaitez parler à une personne, dites-le simplement.',
    quoted: 'Extrait de notre centre d’aide :',
    quotedAsWritten: 'Extrait de notre centre d’aide, dans la langue où il est écrit :',
    unsure: 'Je ne suis pas sûr que cela réponde à votre question. Le plus proche que j’aie trouvé est « {place} ».',
    hello: 'Bonjour ! Comment puis-je vous aider ?',
    welcome: 'Avec plaisir !',
  },
  es: {
    greeting: '¡Hola! Pregúnteme lo que quiera sobre nuestros productos y servicios.',
    handover: 'Le paso con una persona de nuestro equipo. Ve esta conversación y le responde aquí en cuanto pueda.',
    delayed:
      'Esto tarda más de lo habitual: el servicio que escribe mis respuestas no responde. Sigo intentándolo; si no vuelve pronto, respondo ' +
      'con nuestro centro de ayuda o le paso con una persona.',
    withoutModel: 'El servicio que escribe mis respuestas no está disponible ahora mismo, así que cito nuestro centro de ayuda palabra por palabra.',
    unanswered: 'No tengo respuesta a eso. Si quiere hablar con una persona, dígamelo.',
    quoted: 'De nuestro centro de ayuda:',
    quotedAsWritten: 'De nuestro centro de ayuda, en el idioma en que está escrito:',
    unsure: 'No estoy seguro de que esto responda a su pregunta. Lo más cercano que he encontrado es «{place}».',
    hello: '¡Hola! ¿En qué puedo ayudarle?',
    welcome: '¡De nada!',
  },
  it: {
    greeting: 'Buongiorno! Mi chieda tutto sui nostri prodotti e servizi.',
    handover: 'La passo a una persona del nostro team. Vede questa conversazione e risponde qui appena può.',
    delayed:
      'Ci vuole più tempo del solito: il servizio che scrive le mie risposte non risponde. Continuo a provare; se non torna presto, rispondo ' +
      'dal nostro centro assistenza o la passo a una persona.',
    withoutModel:
      'Il servizio che scrive le mie risposte non è disponibile in questo momento, quindi cito il nostro centro assistenza parola per parola.',
    unanswered: 'Non ho una risposta a questo. Se desidera parlare con una persona, lo dica pure.',
    quoted: 'Dal nostro centro assistenza:',
    quotedAsWritten: 'Dal nostro centro assistenza, nella lingua in cui è scritto:',
    unsure: 'Non sono sicuro che questo risponda alla sua domanda. La cosa più vicina che ho trovato è «{place}».',
    hello: 'Buongiorno! Come posso aiutarla?',
    welcome: 'Prego!',
  },
  pt: {
    greeting: 'Olá! Pergunte-me o que quiser sobre os nossos produtos e serviços.',
    handover: 'Vou passar a conversa a uma pessoa da nossa equipa. Ela vê esta conversa e responde aqui assim que puder.',
    delayed:
      'Isto demora mais do que o habitual: o serviço que escreve as minhas respostas não responde. Continuo a tentar; se não voltar em breve, ' +
      'respondo com o nosso centro de ajuda ou passo a conversa a uma pessoa.',
    withoutModel: 'O serviço que escreve as minhas respostas não está disponível agora, por isso cito o nosso centro de ajuda palavra por palavra.',
    unanswered: 'Não tenho resposta para isso. Se quiser falar com uma pessoa, basta dizer.',
    quoted: 'Do nosso centro de ajuda:',
    quotedAsWritten: 'Do nosso centro de ajuda, na língua em que está escrito:',
    unsure: 'Não tenho a certeza de que isto responda à sua pergunta. O mais próximo que encontrei é «{place}».',
    hello: 'Olá! Em que posso ajudar?',
    welcome: 'De nada!',
  },
  nl: {
    greeting: 'Hallo! Vraag mij alles over onze producten en diensten.',
    handover: 'Ik geef u door aan iemand van ons team. Die ziet dit gesprek en antwoordt hier zo snel mogelijk.',
    delayed:
      'Dit duurt langer dan anders: de dienst die mijn antwoorden schrijft, reageert niet. Ik blijf het proberen; komt hij niet snel terug, ' +
      'dan antwoord ik uit ons helpcentrum of geef ik u door aan een medewerker.',
    withoutModel: 'De dienst die mijn antwoorden schrijft, is nu niet bereikbaar, daarom citeer ik ons helpcentrum woord voor woord.',
    unanswered: 'Daar heb ik geen antwoord op. Wilt u met iemand spreken, zeg het dan gewoon.',
    quoted: 'Uit ons helpcentrum:',
    quotedAsWritten: 'Uit ons helpcentrum, in de taal waarin het geschreven is:',
    unsure: 'Ik weet niet zeker of dit uw vraag beantwoordt. Het dichtstbijzijnde dat ik heb gevonden is ‘{place}’.',
    hello: 'Hallo! Waarmee kan ik helpen?',
    welcome: 'Graag gedaan!',
  },
};

/** A text of the workspace as it is, or ours in a language, where it is still the one that a workspace begins with. */
export const ownOr = (written: string, notice: 'greeting' | 'handover', locale: Locale): string =>
  written === NOTICES.en[notice] ? NOTICES[locale][notice] : written;
