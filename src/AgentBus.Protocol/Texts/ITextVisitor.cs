namespace AgentBus.Protocol.Texts;

/// <summary>Is shown the texts of an envelope.</summary>
public interface ITextVisitor
{
    /// <summary>Looks at a text; false ends the walk.</summary>
    bool Visit(in TextPart part);
}
