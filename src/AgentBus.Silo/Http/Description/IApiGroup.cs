namespace AgentBus.Silo.Http;

/// <summary>Operations that belong together, one file a group. Registered as a service, they are mapped and documented.</summary>
internal interface IApiGroup
{
    /// <summary>What the group is about: its heading in the document.</summary>
    string Name { get; }

    /// <summary>They are for operators of the silo, on the internal listener.</summary>
    bool IsForOperators => false;

    /// <summary>Its operations.</summary>
    IEnumerable<ApiOperation> Operations { get; }
}
