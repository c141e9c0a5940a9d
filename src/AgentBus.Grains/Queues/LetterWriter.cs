using System.Globalization;
using AgentBus.Domain.Codes;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Queues;
using AgentBus.Model;

namespace AgentBus.Grains.Queues;

/// <summary>Writes dead letters and the evidence of what is settled.</summary>
internal sealed class LetterWriter(
    ChannelKey queue, ulong epoch, QueueBodies bodies, IEnvelopeCodec codec, EvidenceBuffer buffer, bool keepsExpired)
{
    /// <summary>The letters of the dead, and one row of evidence for each of them and for each agent that settled messages.</summary>
    public async ValueTask<(List<DeadLetter> Letters, List<EvidenceRow> Evidence)> WriteAsync(QueueClosing closing, DateTimeOffset now)
    {
        List<DeadLetter> letters = [];
        List<EvidenceRow> evidence = [.. closing.Done.Select(done => QueueEvidence.Acknowledged(buffer, queue, epoch, done.Key, done.Value, now))];
        var dead = closing.Dead.Select(static death => death.Sequence).ToHashSet();
        foreach (var death in closing.Dead)
        {
            // Where many die at once the journal is read by pages.
            var message = await bodies.GetAsync(death.Sequence, dead.Contains);
            var letter = Letter(death, message, now);
            var isKept = death.Code != Code.MessageExpired || keepsExpired;
            evidence.Add(QueueEvidence.Dead(buffer, queue, epoch, death, letter.MessageId, letter.Sender, isKept, now));
            if (isKept)
            {
                letters.Add(letter);
            }
        }

        return (letters, evidence);
    }

    /// <summary>The letters of messages that the queue had no room for, with their evidence.</summary>
    public (List<DeadLetter> Letters, List<EvidenceRow> Evidence) Write(PublishRequest request, DateTimeOffset now)
    {
        List<DeadLetter> letters = [];
        List<EvidenceRow> evidence = [];
        foreach (var message in request.Messages)
        {
            var death = new QueueDeath(0, 0, Code.InboxFull, "The queue and its overflow were full.");
            letters.Add(Letter(death, new ChannelMessage(0, message.MessageId, now, message.ExpiresAt, message.Classification, message.Envelope, message.Stamp), now));
            evidence.Add(QueueEvidence.Dead(buffer, queue, epoch, death, message.MessageId, request.Sender, isKept: true, now));
        }

        return (letters, evidence);
    }

    private DeadLetter Letter(QueueDeath death, ChannelMessage? message, DateTimeOffset now)
    {
        var sender = message is null ? null : codec.ReadStamp(message.Stamp.Span)?.Sender.Agent;
        return new DeadLetter(
            0,
            queue,
            death.Sequence,
            message?.MessageId ?? "",
            new AgentKey(queue.Tenant, sender ?? ""),
            death.Code,
            death.Reason,
            death.Attempts,
            message?.AcceptedAt ?? now,
            now,
            message?.Envelope ?? default,
            message?.Stamp ?? default,
            [string.Create(CultureInfo.InvariantCulture, $"{now:O} {CodeTable.Wire(death.Code)} after {death.Attempts} hand-overs: {death.Reason}")]);
    }
}
