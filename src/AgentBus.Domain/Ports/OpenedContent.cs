namespace AgentBus.Domain.Ports;

/// <summary>Content that was decrypted. Its text form hides it.</summary>
/// <param name="Bytes">The content.</param>
/// <param name="CommitmentSalt">The salt under which the ledger names it (<see cref="Ledger.ContentCommitment"/>); it cannot be had without the key.</param>
public sealed record OpenedContent(ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> CommitmentSalt)
{
    /// <inheritdoc/>
    public override string ToString() => "OpenedContent";
}
