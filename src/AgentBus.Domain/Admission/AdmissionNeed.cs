namespace AgentBus.Domain.Admission;

/// <summary>A question that a stage cannot answer itself. The grain fetches the answer and runs admission again with it.</summary>
/// <param name="Stage">The stage that asks.</param>
/// <param name="Query">The question, in the words of whoever answers it.</param>
/// <param name="Path">What is asked for, where the query does not say so.</param>
public sealed record AdmissionNeed(string Stage, ReadOnlyMemory<byte> Query, string Path = "");
