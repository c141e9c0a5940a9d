using AgentBus.Model;

namespace AgentBus.Domain.Messages;

/// <summary>The key of one delivery of a message that goes to several receivers. U+001F is in no key of a client: these are printable ASCII.</summary>
public static class ReceiverKey
{
    private const char Separator = '\u001f';

    /// <summary>The key under which the receiver gets it.</summary>
    public static string Of(string idempotencyKey, AgentKey receiver) => $"{idempotencyKey}{Separator}{receiver.Agent}";
}
