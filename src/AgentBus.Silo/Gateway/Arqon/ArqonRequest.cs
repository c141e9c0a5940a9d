using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Silo.Gateway.Arqon;

/// <summary>What an ArqonBus client waits for an answer to.</summary>
/// <param name="Id">Its id of it.</param>
/// <param name="Command">The command, as the client named it; empty: a message.</param>
/// <param name="Payload">What a message carried: its acknowledgement carries it back.</param>
/// <param name="Problem">Why it is refused before the bus sees it; null: it is not.</param>
internal sealed record ArqonRequest(string Id, string Command, Struct Payload, ArqonProblem? Problem);
