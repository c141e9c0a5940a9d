using AgentBus.Domain.DeadLetters;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>Takes dead letters of an agent through its admission again, without a session of it.</summary>
internal sealed class LetterAdmission(AgentKey agent, IEnvelopeCodec codec, SessionlessAdmission admission)
{
    private static readonly Refusal Unreadable = new(Code.MessageInvalid, "The letter's stamp cannot be read, so nobody is known to send it.");

    /// <summary>Sends the letter's message; the answer comes after the commit.</summary>
    public async Task<Receipt> SendAsync(DeadLetter letter)
    {
        var stamp = codec.ReadStamp(letter.Stamp.Span);
        if (letter.Sender != agent || ReplayRules.Sender(letter, stamp) is not { } principal)
        {
            return Refused(letter, Unreadable);
        }

        var sent = await admission.SendAsync(principal, _ => ReplayRules.Message(letter, codec.Read(letter.Envelope.Span), stamp!));
        return sent.IsOk ? sent.Value : Refused(letter, sent.Refusal);
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
