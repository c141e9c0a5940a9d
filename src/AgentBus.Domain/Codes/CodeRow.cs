using AgentBus.Model;

namespace AgentBus.Domain.Codes;

/// <summary>What a code means at each edge.</summary>
/// <param name="Code">The code.</param>
/// <param name="Wire">Its name on the wire, in problem+json and in the ledger.</param>
/// <param name="ErrorClass">The class of its error (ERR-01); empty for none.</param>
/// <param name="HttpStatus">The HTTP status.</param>
/// <param name="CloseCode">The WebSocket close code where it ends the connection, 4000 to 4999.</param>
/// <param name="Closes">It always ends the connection. A refused hello does so with any code.</param>
public sealed record CodeRow(Code Code, string Wire, string ErrorClass, int HttpStatus, int CloseCode, bool Closes);
