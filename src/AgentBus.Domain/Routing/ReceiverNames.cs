using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Routing;

/// <summary>Whom a message names: <c>to_agent</c> first, then <c>recipients</c> in their order, each once.</summary>
internal static class ReceiverNames
{
    private static readonly Refusal BadAgent = new(
        Code.MessageInvalid, "The field to_agent is not an id: 1 to 64 of A-Z a-z 0-9 _ -.");

    private static readonly Refusal BadRecipient = new(
        Code.MessageInvalid, "A receiver in recipients is not an id: 1 to 64 of A-Z a-z 0-9 _ -.");

    /// <summary>Null when it went well.</summary>
    public static Refusal? Read(Envelope envelope, out ImmutableArray<Recipient> named)
    {
        named = [];
        if (envelope.ToAgent.Length > 0 && !IdGrammar.IsValid(envelope.ToAgent))
        {
            return BadAgent;
        }

        if (envelope.Recipients.IsDefaultOrEmpty)
        {
            named = [new Recipient(EntityType.Agent, envelope.ToAgent)];
            return null;
        }

        var seen = new HashSet<(bool, string)>();
        var names = ImmutableArray.CreateBuilder<Recipient>(envelope.Recipients.Length + 1);
        if (envelope.ToAgent.Length > 0)
        {
            Add(new Recipient(EntityType.Agent, envelope.ToAgent));
        }

        foreach (var recipient in envelope.Recipients)
        {
            if (!IdGrammar.IsValid(recipient.Id))
            {
                return BadRecipient;
            }

            Add(recipient.IsGroup ? recipient : recipient with { Type = EntityType.Agent });
        }

        named = names.DrainToImmutable();
        return null;

        void Add(Recipient recipient)
        {
            if (seen.Add((recipient.IsGroup, recipient.Id)))
            {
                names.Add(recipient);
            }
        }
    }
}
