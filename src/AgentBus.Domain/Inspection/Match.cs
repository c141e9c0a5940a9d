namespace AgentBus.Domain.Inspection;

/// <summary>A finding in the bytes that were scanned, before it is placed in the text.</summary>
internal readonly record struct Match(int Start, int End, string Type, double Score, string Detector);
