namespace AgentBus.Demo;

/// <summary>What a process of the demonstration is.</summary>
internal enum DemoPart
{
    /// <summary>An agent of the conversation about science, a worker of the shop, or, under any other name, a listener.</summary>
    Agent,

    /// <summary>The admin who puts the demo's policies in force and confirms every key of a reviewer at once.</summary>
    Admin,

    /// <summary>The reviewer who votes once somebody else has.</summary>
    Reviewer,
}
