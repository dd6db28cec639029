//! The ways by which a principal gets at more than its policies say, each with the actions that it takes.
//!
//! What always holds: a way is in this table only where AWS documents what its actions do. Sources: the pages of the
//! API reference that are named after the actions; IAM User Guide, "Grant a user permissions to pass a role to an AWS
//! service", "Permissions boundaries for IAM entities", "Policies and permissions: session policies"; for each
//! service, the page of its guide on the role that it runs code with.

use crate::kubernetes::rbac;
use serde::Serialize;

/// A way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "kind", content = "by", rename_all = "camelCase")]
pub enum Way {
    /// Takes the role. STS API, AssumeRole.
    AssumeRole,
    /// Writes itself into the role's trust policy. IAM API, UpdateAssumeRolePolicy.
    UpdateTrust,
    /// Gives the role to a service that runs the caller's code with it. IAM User Guide, "Grant a user permissions to
    /// pass a role to an AWS service".
    PassRole(Service),
    /// Makes keys for a user. IAM API, CreateAccessKey.
    CreateAccessKey,
    /// Gives a user a password. IAM API, CreateLoginProfile.
    CreateLoginProfile,
    /// Changes a user's password. IAM API, UpdateLoginProfile.
    UpdateLoginProfile,
    /// Puts an inline policy onto itself: its role, its user, one of its groups. IAM API, PutRolePolicy, PutUserPolicy,
    /// PutGroupPolicy.
    PutPolicy,
    /// Attaches `AdministratorAccess` to itself. IAM API, AttachRolePolicy, AttachUserPolicy, AttachGroupPolicy.
    AttachPolicy,
    /// Writes a new default version of a customer managed policy that is attached to it. IAM API, CreatePolicyVersion.
    CreatePolicyVersion,
    /// Makes a role that trusts the caller, with any policy. IAM API, CreateRole.
    CreateRole,
    /// Makes a user with any policy and keys for it. IAM API, CreateUser.
    CreateUser,
    /// Becomes a member of a group. IAM API, AddUserToGroup.
    AddUserToGroup,
    /// Takes its own permissions boundary away. IAM API, DeleteRolePermissionsBoundary, DeleteUserPermissionsBoundary.
    DeleteBoundary,
    /// Puts a wider boundary in its place. IAM API, PutRolePermissionsBoundary, PutUserPermissionsBoundary.
    PutBoundary,
    /// Makes itself an administrator of the cluster. EKS User Guide, "Grant IAM users access to Kubernetes with EKS
    /// access entries".
    ClusterAccess,
    /// Changes the code of a function, which runs with the function's role. Lambda API, UpdateFunctionCode.
    UpdateFunctionCode,
    /// Runs commands on instances, which have their role's credentials. Systems Manager API, SendCommand.
    SendCommand,
    /// Opens a shell on instances. Systems Manager API, StartSession.
    StartSession,
    /// Becomes another ServiceAccount by rights in Kubernetes. Kubernetes, "RBAC good practices".
    Kubernetes(rbac::Way),
}

/// A service that runs a caller's code, or does what a caller wrote, with a role that it was passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Service {
    /// Lambda Developer Guide, "Defining Lambda function permissions with an execution role".
    Lambda,
    /// EC2 User Guide, "IAM roles for Amazon EC2".
    Ec2,
    /// ECS Developer Guide, "Amazon ECS task IAM role".
    Ecs,
    /// EKS User Guide, "Learn how EKS Pod Identity grants Pods access to AWS services".
    PodIdentity,
    /// CodeBuild User Guide, "Allow CodeBuild to interact with other AWS services".
    CodeBuild,
    /// CloudFormation User Guide, "CloudFormation service role".
    CloudFormation,
    /// Glue Developer Guide, "Create an IAM role for AWS Glue".
    Glue,
    /// SageMaker Developer Guide, "How to use SageMaker AI execution roles".
    SageMaker,
    /// Step Functions Developer Guide, "Creating an IAM role for your state machine".
    StepFunctions,
    /// Systems Manager User Guide, "Setting up Automation".
    Automation,
}

impl Service {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Lambda,
        Self::Ec2,
        Self::Ecs,
        Self::PodIdentity,
        Self::CodeBuild,
        Self::CloudFormation,
        Self::Glue,
        Self::SageMaker,
        Self::StepFunctions,
        Self::Automation,
    ];

    /// Its name as a principal.
    #[must_use]
    pub fn principal(self) -> &'static str {
        match self {
            Self::Lambda => "lambda.amazonaws.com",
            Self::Ec2 => "ec2.amazonaws.com",
            Self::Ecs => "ecs-tasks.amazonaws.com",
            Self::PodIdentity => "pods.eks.amazonaws.com",
            Self::CodeBuild => "codebuild.amazonaws.com",
            Self::CloudFormation => "cloudformation.amazonaws.com",
            Self::Glue => "glue.amazonaws.com",
            Self::SageMaker => "sagemaker.amazonaws.com",
            Self::StepFunctions => "states.amazonaws.com",
            Self::Automation => "ssm.amazonaws.com",
        }
    }

    /// The name that people know.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Lambda => "AWS Lambda",
            Self::Ec2 => "Amazon EC2",
            Self::Ecs => "Amazon ECS",
            Self::PodIdentity => "EKS Pod Identity",
            Self::CodeBuild => "AWS CodeBuild",
            Self::CloudFormation => "AWS CloudFormation",
            Self::Glue => "AWS Glue",
            Self::SageMaker => "Amazon SageMaker",
            Self::StepFunctions => "AWS Step Functions",
            Self::Automation => "Systems Manager Automation",
        }
    }

    /// The actions that make it run something with the role, and on what: the service and the start of the resource.
    pub(super) fn actions(self) -> (&'static [&'static str], &'static str) {
        match self {
            Self::Lambda => (&["lambda:CreateFunction", "lambda:InvokeFunction"], "lambda function:*"),
            Self::Ec2 => (&["ec2:RunInstances"], "ec2 instance/*"),
            Self::Ecs => (&["ecs:RegisterTaskDefinition", "ecs:RunTask"], "ecs task-definition/*"),
            Self::PodIdentity => (&["eks:CreatePodIdentityAssociation"], "eks cluster/*"),
            Self::CodeBuild => (&["codebuild:CreateProject", "codebuild:StartBuild"], "codebuild project/*"),
            Self::CloudFormation => (&["cloudformation:CreateStack"], "cloudformation stack/*"),
            Self::Glue => (&["glue:CreateJob", "glue:StartJobRun"], "glue job/*"),
            Self::SageMaker => (
                &["sagemaker:CreateNotebookInstance", "sagemaker:CreatePresignedNotebookInstanceUrl"],
                "sagemaker notebook-instance/*",
            ),
            Self::StepFunctions => (&["states:CreateStateMachine", "states:StartExecution"], "states stateMachine:*"),
            Self::Automation => (&["ssm:StartAutomationExecution"], "ssm automation-definition/*"),
        }
    }
}
