using AgentBus.Domain.Admission;
using AgentBus.Domain.Codes;
using AgentBus.Model;

namespace AgentBus.Domain.KillSwitch;

/// <summary>
/// The message that is tried to be sent as somebody who was stopped. Whatever the settings say, it is delivered to nobody: its sender has no role, and
/// authorization denies what no role covers.
/// </summary>
public static class ProbeMessage
{
    /// <summary>Nobody has this name: whom the message goes to, and as whom a stopped tenant is tried beside its agents.</summary>
    public const string Stranger = IdGrammar.ReservedPrefix + "kill-probe";

    private const int DigestBytes = 32;

    /// <summary>Who it comes from: the agent, as a session without any role.</summary>
    public static Principal Sender(AgentKey agent) => new(agent, EntityType.Agent, [], 0, [], "probe", DateTimeOffset.MaxValue);

    /// <summary>The message. A type that a lockdown excepts is taken, so that it is not the lockdown alone that refuses it.</summary>
    /// <param name="id">Names it; never used before.</param>
    /// <param name="tenant">The tenant's settings.</param>
    public static Envelope Make(string id, TenantSettings tenant) => new()
    {
        MessageId = id,
        ProtocolVersion = ProtocolVersions.Current,
        ConstitutionalHash = Constitution.Hash,
        ToAgent = Stranger,
        Type = tenant.AllowedInLockdown.IsDefaultOrEmpty ? MessageType.Event : tenant.AllowedInLockdown[0],
        Encoded = new byte[] { 0 },
        BodyDigest = new byte[DigestBytes],
    };

    /// <summary>What its receipt says of the sender: only a refusal for being stopped will do, since every other one may pass.</summary>
    public static SendProbe Judge(Receipt receipt) => receipt switch
    {
        { Outcome: Outcome.Refused, Code: Code.AgentDisabled or Code.LockedDown } => new SendProbe(true, $"A send was refused: {CodeTable.Wire(receipt.Code)}."),
        { Outcome: Outcome.Refused } => new SendProbe(false, $"A send was refused, but not because the sender is stopped: {CodeTable.Wire(receipt.Code)}."),
        _ => new SendProbe(false, "A send was not refused."),
    };
}
