using AgentBus.Domain.Codes;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Queues;
using AgentBus.Model;

namespace AgentBus.Domain.Evidence;

/// <summary>What became of messages of a queue, as rows of evidence.</summary>
public static class QueueEvidence
{
    /// <summary>The version of the bodies.</summary>
    public const int Version = 2;

    /// <summary>A batch that an agent dealt with, as one row: ranges of sequences, first and last of each.</summary>
    public static EvidenceRow Acknowledged(
        EvidenceBuffer buffer, ChannelKey queue, ulong epoch, AgentKey agent, IReadOnlyList<long> sequences, DateTimeOffset at)
    {
        var json = buffer.Begin();
        json.WriteString("agent"u8, agent.Agent);
        json.WriteString("at"u8, at);
        json.WriteEpoch(epoch);
        json.WriteString("queue"u8, queue.Name);
        json.WriteStartArray("sequences"u8);
        for (var i = 0; i < sequences.Count; i++)
        {
            if (i == 0 || sequences[i] != sequences[i - 1] + 1)
            {
                json.WriteNumberValue(sequences[i]);
            }

            if (i == sequences.Count - 1 || sequences[i] != sequences[i + 1] - 1)
            {
                json.WriteNumberValue(sequences[i]);
            }
        }

        json.WriteEndArray();
        json.WriteString("tenant"u8, queue.Tenant);
        json.WriteNumber("v"u8, Version);
        return new EvidenceRow(queue.Tenant, EvidenceKind.Acknowledged, agent.Agent, queue.Name, at, buffer.End());
    }

    /// <summary>A message that reached nobody, and whether it became a letter.</summary>
    public static EvidenceRow Dead(EvidenceBuffer buffer, ChannelKey queue, ulong epoch, QueueDeath death, string messageId, AgentKey sender, bool isKept, DateTimeOffset at)
    {
        var json = buffer.Begin();
        json.WriteString("at"u8, at);
        json.WriteNumber("attempts"u8, death.Attempts);
        json.WriteString("code"u8, CodeTable.Wire(death.Code));
        json.WriteEpoch(epoch);
        json.WriteBoolean("kept"u8, isKept);
        json.WriteString("message_id"u8, messageId);
        json.WriteString("queue"u8, queue.Name);
        json.WriteString("reason"u8, death.Reason);
        json.WriteString("sender"u8, sender.Agent);
        json.WriteNumber("sequence"u8, death.Sequence);
        json.WriteString("tenant"u8, queue.Tenant);
        json.WriteNumber("v"u8, Version);
        return new EvidenceRow(queue.Tenant, EvidenceKind.DeadLettered, sender.Agent, messageId, at, buffer.End());
    }
}
