using AgentBus.Domain.Inspection;
using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>
/// The texts inside a message (CAS-19): content, payload, media, headers, metadata, names, attributes, and what the schema does not know.
/// Fields that address the message and encrypted content are none. Thread-safe.
/// </summary>
public interface IMessageText
{
    /// <summary>Puts each text on the sheet, in the order of the bytes. It does not allocate, and never throws for what it reads.</summary>
    void Read(Envelope envelope, TextSheet sheet);

    /// <summary>
    /// The message with texts changed: its bytes, their digest, and the fields that repeat them. All else stays byte for byte, unknown
    /// fields too.
    /// </summary>
    /// <param name="envelope">A well-formed message.</param>
    /// <param name="changes">By their ordinals, ascending.</param>
    Envelope Change(Envelope envelope, ReadOnlySpan<TextChange> changes);
}
