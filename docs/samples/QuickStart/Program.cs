using AgentBus.Client;

var url = new Uri(args.ElementAtOrDefault(0) ?? "ws://127.0.0.1:8080/ws");
var tokens = args.ElementAtOrDefault(1) ?? "data/credentials";

await using var explorer = await ConnectAsync("explorer");
await using var critic = await ConnectAsync("critic");

// Both are attached before anybody speaks, so nothing is missed.
await using var criticHears = await critic.OpenSubscriptionAsync("science", "explore");
await using var explorerHears = await explorer.OpenSubscriptionAsync("science", "explore");
var answering = AnswerAsync();

// Restart the bus while this runs: both come back by themselves, nothing is lost or said twice.
for (var i = 1; i <= 20; i++)
{
    var receipt = await explorer.PublishAsync("science", "explore", $"Question {i}: what do you see?");
    Console.WriteLine($"explorer: question {i}, {receipt.Outcome} as number {receipt.Position.Sequence} {receipt.Code}");
    var answer = await explorerHears.ReadAllAsync().FirstAsync(heard => heard.Sender == critic.AgentId);
    Console.WriteLine($"critic:   {answer.Text}");
    await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
}

await criticHears.DisposeAsync();
await answering;

async Task AnswerAsync()
{
    await foreach (var heard in criticHears.ReadAllAsync())
        if (heard.Sender == explorer.AgentId)
            await critic.PublishAsync("science", "explore", $"To \"{heard.Text}\": the same as before, once.");
}

// The token is read again at each connect: a bus in Development makes new keys when it starts.
Task<AgentBusClient> ConnectAsync(string name) => AgentBusClient.ConnectAsync(new AgentBusOptions
{
    Uri = url,
    TokenProvider = async cancel => await File.ReadAllTextAsync(Path.Combine(tokens, $"{name}.token"), cancel),
});
