namespace AgentBus.Domain.Admission;

/// <summary>The answer to an <see cref="AdmissionNeed"/>.</summary>
/// <param name="Stage">The stage that asked.</param>
/// <param name="Body">The answer; null where none could be had, and the stage then fails closed.</param>
/// <param name="Fault">Why none could be had: the name of the error in lower snake case.</param>
/// <param name="IsUnreachable">Whoever was asked could not be reached; else it failed.</param>
public sealed record AdmissionAnswer(string Stage, ReadOnlyMemory<byte>? Body, string Fault = "", bool IsUnreachable = false);
