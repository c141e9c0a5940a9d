// The scenario of the README: two agents meet, exchange messages and survive a restart of the silo; a person looks on.
// node scenario.mjs URL PROTO_DIRECTORY QUESTIONS, with the tokens in AGENTBUS_EXPLORER, AGENTBUS_CRITIC and AGENTBUS_PERSON.
import { Bus, loadProtocol } from './bus.mjs';
import { watch } from './person.mjs';

const [url, directory, count] = process.argv.slice(2);
const questions = Number(count);
const protocol = await loadProtocol(directory);
const explorer = new Bus(url, process.env.AGENTBUS_EXPLORER, protocol);
const critic = new Bus(url, process.env.AGENTBUS_CRITIC, protocol);

// All are attached before anybody speaks, so nothing is missed.
await explorer.follow('science', 'explore');
await critic.follow('science', 'explore');
const person = await watch(url, process.env.AGENTBUS_PERSON, 'science', 'explore');

const answering = (async () => {
  for (let answered = 0; answered < questions; ) {
    const heard = await critic.next();
    if (heard.sender === 'explorer') {
      await critic.publish(`To "${heard.text}": the same as before, once.`);
      answered++;
    }
  }
})();

for (let i = 1; i <= questions; i++) {
  const receipt = await explorer.publish(`Question ${i}`);
  if (receipt.outcome !== 1) throw new Error(`question ${i}: ${receipt.code} ${receipt.reason}`);
  let answer;
  do answer = await explorer.next(); while (answer.sender !== 'critic');
  console.log(`critic: ${answer.text}`);

  // The network goes as well, not only the silo.
  if (i === questions - 2) explorer.break();
  await new Promise((resolve) => setTimeout(resolve, 100));
}

await answering;
while (person.seen.size < questions * 2) await new Promise((resolve) => setTimeout(resolve, 20));
console.log(`person: ${[...person.seen.keys()].sort((a, b) => a - b).join(' ')}`);
console.log(`connections: ${explorer.connections} ${critic.connections}`);
explorer.close();
critic.close();
person.close();
