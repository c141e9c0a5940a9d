namespace AgentBus.Domain.Admission;

/// <summary>What people said of the sender's messages that those of a batch name as their parents. Looked up before, since admission does not wait.</summary>
public interface IOuterMessages
{
    /// <summary>Whether people had to approve the sender's own message of this id, and did not.</summary>
    bool LacksApproval(string messageId);
}
