namespace AgentBus.Domain.Inspection;

/// <summary>A text of a message on a sheet.</summary>
/// <param name="Ordinal">Which text of the message.</param>
/// <param name="Part">How it can be changed.</param>
/// <param name="Start">Its first byte on the sheet.</param>
/// <param name="End">The byte after its last one.</param>
/// <param name="IsNamed">A path of the settings leads to it, so it goes, whatever it says; and it has not gone yet.</param>
/// <param name="IsKeyed">Its sender named it.</param>
/// <param name="IsCut">It goes on, and had no room.</param>
internal readonly record struct SheetPiece(int Ordinal, SheetPart Part, int Start, int End, bool IsNamed, bool IsKeyed, bool IsCut);
