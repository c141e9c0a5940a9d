namespace AgentBus.Domain.Admission;

/// <summary>The answer to an <see cref="AdmissionNeed"/>.</summary>
/// <param name="Stage">The stage that asked.</param>
/// <param name="Body">The answer; null where none could be had, and the stage then fails closed.</param>
public sealed record AdmissionAnswer(string Stage, ReadOnlyMemory<byte>? Body);
