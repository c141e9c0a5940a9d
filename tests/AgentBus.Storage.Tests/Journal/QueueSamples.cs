using System.Text;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Tests.Journal;

internal static class QueueSamples
{
    public static QueueChange Change(ChannelHead head, long through, long[] settled) =>
        new(Samples.Channel, head.Epoch, head.Term, through, settled, [], [], []);

    public static EvidenceRow Evidence(string subject) =>
        new("acme", EvidenceKind.DeadLettered, "ann", subject, Samples.Noon, Encoding.UTF8.GetBytes("{}"));

    public static DeadLetter Letter(int number, string tenant = "acme", string channel = "alerts", string sender = "watcher", Code code = Code.Rejected, int minutes = 0) => new(
        0,
        new ChannelKey(tenant, "ops", channel),
        number,
        $"m{number}",
        new AgentKey(tenant, sender),
        code,
        "no reason at all",
        number,
        Samples.Noon,
        Samples.Noon.AddMinutes(minutes),
        Encoding.UTF8.GetBytes($"envelope {number}"),
        Encoding.UTF8.GetBytes($"stamp {number}"),
        ["it died \"so\""]);
}
