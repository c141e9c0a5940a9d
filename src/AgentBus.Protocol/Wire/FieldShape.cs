namespace AgentBus.Protocol.Wire;

/// <summary>What the schema says of one field.</summary>
/// <param name="Type">How a value is written; null where the schema does not know the field.</param>
/// <param name="IsText">The bytes must be UTF-8.</param>
/// <param name="IsPackable">Repeated numbers may also come packed into one run of bytes.</param>
/// <param name="Message">The shape of a nested message.</param>
internal readonly record struct FieldShape(WireType? Type, bool IsText, bool IsPackable, MessageShape? Message);
