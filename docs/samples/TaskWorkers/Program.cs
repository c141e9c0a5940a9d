using AgentBus.Client;
using AgentBus.Protocol.V1;

var url = new Uri(args.ElementAtOrDefault(0) ?? "ws://127.0.0.1:8080/ws");
var tokens = args.ElementAtOrDefault(1) ?? "data/credentials";
const int Tasks = 20;

await using var giver = await ConnectAsync("explorer");
await using var one = await ConnectAsync("critic");
await using var other = await ConnectAsync("scribe");
using var done = new CancellationTokenSource();
var workers = new[] { one, other }.Select(WorkAsync).ToList();

for (var i = 1; i <= Tasks; i++)
{
    var task = new Envelope { MessageType = MessageType.TaskRequest, Content = new Content { Text = $"task {i}" } };
    var receipt = await giver.PublishAsync("science", "tasks", task);
    if (!receipt.IsDelivered)
        throw new InvalidOperationException($"Task {i} went nowhere: {receipt.Code} {receipt.Reason}");
}

// The answers come to the inbox of who gave the tasks, each until it is acknowledged.
var answered = new HashSet<string>();
await foreach (var answer in giver.ReadInboxAsync())
{
    if (answered.Add(answer.Envelope.ParentId))
        Console.WriteLine(answer.Text);
    await answer.AckAsync();
    if (answered.Count == Tasks)
        break;
}

await done.CancelAsync();
await Task.WhenAll(workers);

// Each task goes to one of the two. It is acknowledged when this has returned; where it throws, or the worker dies, the task is handed out again.
Task WorkAsync(AgentBusClient worker) => worker.HandleAsync(
    async (work, cancel) =>
    {
        if (work.Text == "task 3" && work.Delivery.Attempt == 1)
            throw new InvalidOperationException("The tool is busy.");
        var receipt = await work.ReplyAsync($"{work.Text}: done by {worker.AgentId} at attempt {work.Delivery.Attempt}", cancel);
        if (!receipt.IsDelivered)
            throw new InvalidOperationException($"The answer went nowhere: {receipt.Code}");
    },
    new HandlerOptions { Room = "science", Channel = "tasks", Concurrency = 2, RetryDelay = TimeSpan.FromMilliseconds(200) },
    done.Token);

Task<AgentBusClient> ConnectAsync(string name) => AgentBusClient.ConnectAsync(new AgentBusOptions
{
    Uri = url,
    TokenProvider = async cancel => await File.ReadAllTextAsync(Path.Combine(tokens, $"{name}.token"), cancel),
});
