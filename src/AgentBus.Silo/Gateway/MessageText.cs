using AgentBus.Domain.Inspection;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Protocol.Texts;

namespace AgentBus.Silo.Gateway;

/// <inheritdoc/>
internal sealed class MessageText : IMessageText
{
    /// <inheritdoc/>
    public void Read(Envelope envelope, TextSheet sheet)
    {
        var reading = new Reading(sheet);
        EnvelopeTexts.Walk(envelope.Encoded.Span, ref reading);
    }

    /// <inheritdoc/>
    public Envelope Change(Envelope envelope, ReadOnlySpan<TextChange> changes)
    {
        var replacements = new TextReplacement[changes.Length];
        for (var i = 0; i < changes.Length; i++)
        {
            replacements[i] = new TextReplacement(changes[i].Ordinal, changes[i].Value, changes[i].Taken);
        }

        var changed = new EnvelopeMapper().Map(EnvelopeTexts.Replace(envelope.Encoded.Span, replacements));
        return envelope with
        {
            Encoded = changed.Encoded,
            BodyDigest = changed.BodyDigest,
            Action = changed.Action,
            Tool = changed.Tool,
            Intent = changed.Intent,
            Capabilities = changed.Capabilities,
            RequiredCapability = changed.RequiredCapability,
            Artifacts = changed.Artifacts,
            Defect = changed.Defect,
        };
    }

    private readonly struct Reading(TextSheet sheet) : ITextVisitor
    {
        public bool Visit(in TextPart part)
        {
            var kind = part.Kind switch
            {
                TextKind.Text => SheetPart.Text,
                TextKind.Key => SheetPart.Key,
                _ => SheetPart.Whole,
            };
            sheet.Add(part.Ordinal, kind, part.Key, part.Path, part.Value);
            return true;
        }
    }
}
