namespace Orleans.TestingHost;

/// <summary>Settings of a test cluster.</summary>
public class TestClusterOptions
{
    public string ClusterId { get; set; } = TestClusterBuilder.CreateClusterId();

    public string ServiceId { get; set; } = Guid.NewGuid().ToString("N");

    /// <summary>Number of silos: 1.</summary>
    public short InitialSilosCount { get; set; } = 1;

    /// <summary>Whether <see cref="TestCluster.DeployAsync"/> makes the client. Default: yes.</summary>
    public bool InitializeClientOnDeploy { get; set; } = true;

    /// <summary>Type names of the silo and host configurators.</summary>
    public List<string> SiloBuilderConfiguratorTypes { get; } = [];

    /// <summary>Type names of the client configurators.</summary>
    public List<string> ClientBuilderConfiguratorTypes { get; } = [];
}
