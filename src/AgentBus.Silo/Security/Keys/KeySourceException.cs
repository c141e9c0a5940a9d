namespace AgentBus.Silo.Security.Keys;

/// <summary>Keys cannot be had from a source now; the message says why.</summary>
internal sealed class KeySourceException(string message, Exception? inner = null) : Exception(message, inner);
