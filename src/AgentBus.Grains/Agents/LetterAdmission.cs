using AgentBus.Domain.DeadLetters;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Tenants;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>Takes dead letters of an agent through its admission again, without a session of it.</summary>
internal sealed class LetterAdmission(
    AgentKey agent, TenantSnapshots tenants, IEnvelopeCodec codec, DeliveredKeys keys, SendPreparation preparation, MessageAdmission admission)
{
    private static readonly Refusal Unreadable = new(Code.MessageInvalid, "The letter's stamp cannot be read, so nobody is known to send it.");

    /// <summary>Sends the letter's message; the answer comes after the commit.</summary>
    public async Task<Receipt> SendAsync(DeadLetter letter)
    {
        var tenant = await tenants.GetAsync(agent.Tenant);
        if (!tenant.IsOk)
        {
            return Refused(letter, tenant.Refusal);
        }

        var stamp = codec.ReadStamp(letter.Stamp.Span);
        if (letter.Sender != agent || ReplayRules.Sender(letter, stamp) is not { } principal)
        {
            return Refused(letter, Unreadable);
        }

        var envelope = ReplayRules.Message(letter, codec.Read(letter.Envelope.Span), stamp!);
        var session = new Session(principal, SessionKind.Side, ChannelName.None, observer: null);
        await keys.LoadAsync();
        using var hold = keys.Hold();
        var capabilities = await preparation.RunAsync(new SendRequest(session.Token, [envelope]), session.Home, tenant.Value.Snapshot);
        var sent = await admission.Send(session, tenant.Value, [envelope], capabilities);
        return sent.IsOk ? sent.Value.Receipts[0] : Refused(letter, sent.Refusal);
    }

    private static Receipt Refused(DeadLetter letter, Refusal refusal) => new()
    {
        MessageId = letter.MessageId,
        Outcome = Outcome.Refused,
        Code = refusal.Code,
        Reason = refusal.Reason,
        RetryAfter = refusal.RetryAfter,
    };
}
