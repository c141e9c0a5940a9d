using System.Security.Cryptography;
using System.Text;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Tests.Journal;

internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2030, 1, 2, 12, 0, 0, TimeSpan.Zero);

    public static readonly ChannelKey Channel = new("acme", "ops", "alerts");

    public static readonly AgentKey Sender = new("acme", "watcher");

    public static AdmittedMessage Message(string id, string key = "", string envelope = "", DateTimeOffset? expiresAt = null) => new(
        id,
        key,
        SHA256.HashData(Encoding.UTF8.GetBytes(id)),
        expiresAt,
        Classification.Internal,
        Encoding.UTF8.GetBytes(envelope.Length > 0 ? envelope : "envelope of " + id),
        Encoding.UTF8.GetBytes("stamp of " + id),
        Encoding.UTF8.GetBytes("evidence of " + id));

    public static ChannelAppend Append(
        ChannelKey channel, ChannelHead head, long firstSequence, AgentKey sender, DateTimeOffset at, params AdmittedMessage[] messages) =>
        new(channel, head.Epoch, head.Term, firstSequence, at, sender, messages);

    public static ChannelAppend Append(ChannelHead head, long firstSequence, params AdmittedMessage[] messages) =>
        Append(Channel, head, firstSequence, Sender, Noon, messages);

    public static AdmittedMessage[] Messages(long first, int count) =>
        [.. Enumerable.Range(0, count).Select(i => Message($"m{first + i}"))];
}
