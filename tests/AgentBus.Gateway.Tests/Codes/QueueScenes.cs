using AgentBus.Gateway.Tests.Http;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;
using Envelope = AgentBus.Protocol.V1.Envelope;

namespace AgentBus.Gateway.Tests.Codes;

/// <summary>Codes of what becomes of a direct message after it was accepted, and of one that finds no room.</summary>
internal static class QueueScenes
{
    private const string Activities = "dashboard-events";

    public static IEnumerable<(Code Code, CodeScene Scene)> All { get; } =
    [
        (Code.InboxFull, FullAsync),
        (Code.DeliveriesExhausted, static _ => DeadAsync(AckKind.Retry)),
        (Code.Rejected, static _ => DeadAsync(AckKind.Reject)),
        (Code.HandlerFailed, FailedAsync),
    ];

    private static async Task<string> FullAsync(SiloFixture fixture)
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Queues:MaxMessages", "1");
        await using var beta = await silo.JoinAsync("beta");
        await using var alpha = await silo.JoinAsync("alpha");
        await alpha.PublishAsync(ToBeta());
        return (await alpha.PublishAsync(ToBeta()))[0].Code;
    }

    private static async Task<string> DeadAsync(AckKind kind)
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Queues:MaxDeliveries", "1");
        await SettleAsync(silo, kind);
        using var admin = ApiClient.Of(silo, "root", "admin");
        var code = "";
        await Until.TrueAsync("the message is dead", async () =>
        {
            var letters = (await admin.GetAsync("/api/v1/deadletters")).ShouldBeData().Data.GetProperty("letters");
            code = letters.GetArrayLength() == 0 ? "" : letters[0].GetProperty("code").GetString()!;
            return code.Length > 0;
        });
        return code;
    }

    /// <summary>The code stands in the event of the bus that tells of it (AGT-10).</summary>
    private static async Task<string> FailedAsync(SiloFixture fixture)
    {
        await using var silo = await RunningSilo.StartAsync();
        await using var watcher = await silo.JoinAsync("watcher");
        await watcher.SubscribeAsync(RunningSilo.EphemeralRoom, Activities);
        await SettleAsync(silo, AckKind.Reject);
        while (true)
        {
            var told = Envelope.Parser.ParseFrom((await watcher.NextDeliveryAsync()).Envelope).Payload.Fields;
            if (told.TryGetValue("activity", out var activity) && activity.StringValue == "handler_failed")
            {
                return told["code"].StringValue;
            }
        }
    }

    private static async Task SettleAsync(RunningSilo silo, AckKind kind)
    {
        await using var beta = await silo.JoinAsync("beta");
        await using var alpha = await silo.JoinAsync("alpha");
        await alpha.PublishAsync(ToBeta());
        var delivery = await beta.NextDeliveryAsync();
        await beta.AskAsync(new ClientFrame { Ack = new Ack { Epoch = delivery.Epoch, Sequences = { delivery.Sequence }, Kind = kind } });
    }

    private static Envelope ToBeta()
    {
        var message = Sample.Message();
        AdmissionScenes.ToAgent(message, "beta");
        return message;
    }
}
