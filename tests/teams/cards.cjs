// What Microsoft's own renderer says about our cards: node cards.cjs FILE... prints one JSON object, file -> its complaints.
const fs = require('fs');
const AC = require('adaptivecards/dist/adaptivecards.js');

function complaints(json) {
  const context = new AC.SerializationContext(AC.Versions.v1_5);
  const card = new AC.AdaptiveCard();
  card.parse(json, context);
  const events = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i)).map(e => e.message);
  const validated = card.validateProperties().validationEvents.map(e => e.message);
  // A card that lost parts on the way in is not the card that was sent.
  const kept = JSON.stringify(card.toJSON()).length;
  return { events: [...events, ...validated], elements: card.getItemCount(), kept };
}

const result = {};
for (const file of process.argv.slice(2)) {
  result[file] = complaints(JSON.parse(fs.readFileSync(file, 'utf8')));
}
console.log(JSON.stringify(result));
