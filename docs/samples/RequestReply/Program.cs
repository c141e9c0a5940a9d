using AgentBus.Client;
using AgentBus.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

var url = new Uri(args.ElementAtOrDefault(0) ?? "ws://127.0.0.1:8080/ws");
var tokens = args.ElementAtOrDefault(1) ?? "data/credentials";

await using var service = await ConnectAsync("scribe");
await using var asker = await ConnectAsync("explorer");
using var stop = new CancellationTokenSource();

// What the service remembers of a conversation is kept by the bus, and loaded before each message.
var serving = service.HandleAsync(
    async (work, cancel) =>
    {
        var memory = work.Context!.Memory.Clone();
        var count = memory.Fields.TryGetValue("asked", out var asked) ? asked.NumberValue + 1 : 1;
        memory.Fields["asked"] = Value.ForNumber(count);
        await work.SaveContextAsync(work.Context with { Memory = memory }, cancel);
        await work.ReplyAsync($"\"{work.Text}\" was question {count}.", cancel);
    },
    cancellationToken: stop.Token);

for (var i = 1; i <= 5; i++)
{
    var question = new Envelope { ContextId = "interview", Content = new Content { Text = $"What is {i} for?" } };
    var reply = await asker.RequestAsync(service.AgentId, question, TimeSpan.FromSeconds(30));
    Console.WriteLine($"{reply.Sender}: {reply.Text}");
}

try
{
    await asker.RequestAsync("nobody", new Envelope { Content = new Content { Text = "Are you there?" } });
}
catch (RequestRefusedException refused)
{
    Console.WriteLine($"nobody: {refused.Code}");
}

await stop.CancelAsync();
await serving;

Task<AgentBusClient> ConnectAsync(string name) => AgentBusClient.ConnectAsync(new AgentBusOptions
{
    Uri = url,
    TokenProvider = async cancel => await File.ReadAllTextAsync(Path.Combine(tokens, $"{name}.token"), cancel),
});
