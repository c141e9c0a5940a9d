using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AgentBus.Client;
using AgentBus.Load.Measure;
using AgentBus.Load.Processes;
using AgentBus.Protocol.V1;

namespace AgentBus.Load.Drivers;

/// <summary>
/// An agent whose messages wait for people, a person who decides over HTTP, and a member of the channel who gets what is approved. One thing
/// after the other, so that each time is that of one message alone.
/// </summary>
internal sealed class CaseDriver : IAsyncDisposable
{
    private const string Channel = "load-0";

    private readonly AgentBusClient _agent;
    private readonly AgentBusClient _member;
    private readonly AgentBusSubscription _subscription;
    private readonly IAsyncEnumerator<AgentBus.Client.Delivery> _deliveries;
    private readonly HttpClient _reviewer;

    private CaseDriver(AgentBusClient agent, AgentBusClient member, AgentBusSubscription subscription, HttpClient reviewer)
    {
        (_agent, _member, _subscription, _reviewer) = (agent, member, subscription, reviewer);
        _deliveries = subscription.ReadAllAsync().GetAsyncEnumerator();
    }

    public static async Task<CaseDriver> StartAsync(LoadSilo silo, CancellationToken cancellationToken)
    {
        var agent = await silo.ClientAsync("asks", cancellationToken);
        var member = await silo.ClientAsync("hears", cancellationToken);
        var reviewer = new HttpClient { BaseAddress = new Uri($"http://{silo.Address}") };
        reviewer.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", silo.ReviewerToken);
        return new CaseDriver(agent, member, await member.OpenSubscriptionAsync(LoadSilo.Room, Channel, cancellationToken: cancellationToken), reviewer);
    }

    /// <summary>Sends a message, and notes how long its receipt took.</summary>
    /// <returns>The case that holds it; empty: it was delivered.</returns>
    public async Task<string> SendAsync(bool isHeld, LatencyHistogram receipts)
    {
        var since = Stopwatch.GetTimestamp();
        var receipt = await _agent.PublishAsync(LoadSilo.Room, Channel, Message(isHeld));
        receipts.Record(Stopwatch.GetTimestamp() - since);
        if (!isHeld && receipt.IsDelivered)
        {
            await _deliveries.MoveNextAsync();
        }

        return Checked(receipt, isHeld).CaseId;
    }

    /// <summary>Approves a case, and notes how long it took until the member has its message, and until the vote was answered.</summary>
    public async Task ApproveAsync(string caseId, LatencyHistogram delivered, LatencyHistogram answered, CancellationToken cancellationToken)
    {
        using var vote = new StringContent(
            JsonSerializer.Serialize(new { vote = "approve", constitutional_hash = AgentBusOptions.DefaultConstitutionalHash }), Encoding.UTF8, "application/json");
        var since = Stopwatch.GetTimestamp();
        var voting = AnsweredAsync(_reviewer.PostAsync($"/api/v1/cases/{caseId}/vote", vote, cancellationToken));
        await _deliveries.MoveNextAsync();
        delivered.Record(Stopwatch.GetTimestamp() - since);
        answered.Record(await voting - since);
    }

    /// <summary>Reads the first page of the open cases, and notes how long it took.</summary>
    /// <returns>How many are open, and the first of them.</returns>
    public async Task<(int Open, string First)> ListAsync(LatencyHistogram pages, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        var page = await _reviewer.GetByteArrayAsync("/api/v1/cases?limit=50", cancellationToken);
        pages.Record(Stopwatch.GetTimestamp() - since);
        using var answer = JsonDocument.Parse(page);
        var data = answer.RootElement.GetProperty("data");
        return (data.GetProperty("open").GetInt32(), data.GetProperty("cases")[0].GetProperty("case_id").GetString()!);
    }

    /// <summary>Has so many messages of several agents held, many at once; nothing is measured.</summary>
    public static async Task FillAsync(LoadSilo silo, int agents, int messagesEach, CancellationToken cancellationToken) =>
        await Task.WhenAll(Enumerable.Range(0, agents).Select(async i =>
        {
            await using var agent = await silo.ClientAsync($"flood-{i}", cancellationToken);
            foreach (var some in Enumerable.Range(0, messagesEach).Chunk(100))
            {
                foreach (var receipt in await Task.WhenAll(some.Select(_ => agent.PublishAsync(LoadSilo.Room, Channel, Message(isHeld: true), cancellationToken))))
                {
                    Checked(receipt, isHeld: true);
                }
            }
        }));

    public async ValueTask DisposeAsync()
    {
        await _deliveries.DisposeAsync();
        await _subscription.DisposeAsync();
        await _member.DisposeAsync();
        await _agent.DisposeAsync();
        _reviewer.Dispose();
    }

    private static Envelope Message(bool isHeld) => new() { MessageType = MessageType.Event, RequiresApproval = isHeld, Content = new Content { Text = "deploy the next version" } };

    private static AgentBus.Client.Receipt Checked(AgentBus.Client.Receipt receipt, bool isHeld) =>
        receipt.Outcome == (isHeld ? ReceiptOutcome.Held : ReceiptOutcome.Delivered)
            ? receipt
            : throw new InvalidDataException($"A message was {receipt.Outcome}: {receipt.Code} {receipt.Reason}. No figures.");

    private static async Task<long> AnsweredAsync(Task<HttpResponseMessage> vote)
    {
        using var answer = await vote;
        var at = Stopwatch.GetTimestamp();
        answer.EnsureSuccessStatusCode();
        return at;
    }
}
