[assembly: AssemblyFixture(typeof(AgentBus.TestKit.TemporaryRoot))]
