//! 편집기의 설명. 조사는 삽입한 값에 붙이지 않는다.

use crate::assist::{Fact, Topic};
use crate::aws::catalog::{Carried, KeyType};

pub(crate) fn topic(topic: Topic) -> &'static str {
    use Topic as T;
    match topic {
        T::Version => {
            "정책 언어의 버전입니다. 작성한 정책의 버전이 아닙니다. `2012-10-17`에서는 `${aws:userid}` 같은 변수가 동작하고, `2008-10-17`이거나 이 요소가 없으면 변수는 그냥 글자입니다."
        }
        T::Id => "문서 전체의 이름입니다. 판단에는 쓰이지 않습니다.",
        T::Statement => {
            "규칙의 목록입니다. 순서는 상관없습니다. 일치하는 Deny가 하나라도 있으면 모든 Allow를 이기고, 어떤 Allow와도 일치하지 않으면 거부됩니다."
        }
        T::Sid => "구문의 이름입니다. 문서 안에서 겹치면 안 됩니다. 판단에는 쓰이지 않습니다.",
        T::Effect => "구문의 나머지가 모두 일치할 때의 결과입니다. `Allow` 또는 `Deny`이며 첫 글자는 대문자입니다.",
        T::Allow => {
            "요청을 허용합니다. 다만 다른 정책에 일치하는 Deny가 있거나 권한 경계, SCP, RCP, 세션 정책이 함께 허용하지 않으면 허용되지 않습니다."
        }
        T::Deny => "요청을 금지합니다. 어떤 Allow로도 되돌릴 수 없습니다.",
        T::Principal => {
            "누구를 뜻하는지 적습니다. 어딘가에 붙는 정책(신뢰 정책, 버킷·키·대기열의 정책)에만 있습니다. 역할의 권한 정책에서는 그 역할 자신을 뜻합니다."
        }
        T::NotPrincipal => {
            "나열한 주체를 뺀 모두를 뜻합니다. Deny에만 쓰도록 만들어졌고 역할에 쓰면 틀리기 쉽습니다. `aws:PrincipalArn` 조건이 더 안전합니다."
        }
        T::PrincipalAws => {
            "계정, IAM 역할, 사용자, 역할 세션입니다. 계정 번호나 `…:root`는 그 계정 안에서 자체 정책이 허용하는 모두를 뜻합니다. ARN 안에는 와일드카드를 쓸 수 없습니다."
        }
        T::PrincipalFederated => {
            "자격 증명 공급자입니다. IRSA에서는 IAM OIDC 공급자의 ARN이며, 이 역할과 같은 계정에 있어야 합니다. 마지막 부분은 `https://`를 뺀 클러스터 발급자입니다."
        }
        T::PrincipalService => {
            "`ec2.amazonaws.com`처럼 스스로 역할을 맡는 AWS 서비스입니다. IRSA에는 필요 없고, EKS Pod Identity에는 `pods.eks.amazonaws.com`이 필요합니다."
        }
        T::PrincipalCanonicalUser => "S3가 쓰는 긴 계정 ID입니다. `AWS` 아래에 계정 ARN을 적어도 같습니다.",
        T::PrincipalEveryone => "모든 계정의 모두입니다. 리소스의 Allow에 쓰면 조건으로 좁히지 않는 한 공개됩니다.",
        T::PrincipalAccount => {
            "루트 사용자가 아니라 계정 전체입니다. 그 안에서 누가 쓸 수 있는지는 그 계정의 정책이 정합니다."
        }
        T::PodsEks => {
            "EKS Pod Identity의 서비스입니다. 신뢰 정책이 `sts:AssumeRole`과 `sts:TagSession`을 모두 허용해야 합니다."
        }
        T::Action => {
            "대상 API 작업을 `서비스:작업` 형식으로 적습니다. 대소문자는 구분하지 않으며 `*`와 `?`는 와일드카드입니다."
        }
        T::NotAction => "나열한 작업을 뺀 모든 작업입니다. Allow와 함께 쓰면 다른 서비스까지 모두 열립니다.",
        T::AllActions => "모든 서비스의 모든 작업입니다. AWS가 나중에 추가하는 작업도 포함합니다.",
        T::Resource => {
            "대상 리소스의 ARN입니다. `*`와 `?`는 와일드카드이고 `*`는 `/`도 넘습니다. 대소문자를 구분합니다. 버킷과 객체는 다릅니다: `arn:aws:s3:::b`, `arn:aws:s3:::b/*`."
        }
        T::NotResource => "나열한 리소스를 뺀 전부입니다.",
        T::ResourceEverything => {
            "모든 리소스입니다. `s3:ListAllMyBuckets`처럼 특정 리소스에 대한 것이 아닌 작업은 이렇게만 허용할 수 있습니다."
        }
        T::Condition => {
            "연산자, 키, 값으로 적는 추가 조건입니다. 모든 연산자와 키가 성립해야 합니다. 한 키에 값이 여럿이면 하나만 맞아도 됩니다(부정 연산자에서는 하나도 맞지 않아야 합니다)."
        }
        T::PolicyVariable => {
            "요청에 담긴 값으로 바뀝니다. 요청에 값이 없으면 아무것과도 일치하지 않습니다. `Version`이 `2012-10-17`일 때 `Resource`와 `Condition`에서만 동작합니다."
        }
        T::Audience => {
            "Pod Identity Webhook이 기본으로 요청하는 대상입니다. OIDC 공급자의 클라이언트 ID에 있어야 하고, 신뢰 정책의 `:aud`와 같아야 합니다."
        }
        T::Subject => {
            "토큰이 서비스 어카운트를 부르는 이름입니다: `system:serviceaccount:네임스페이스:이름`. 대소문자까지 모든 글자가 같아야 합니다."
        }
        T::StringEquals => {
            "대소문자까지 같은 글자인지 비교합니다. 여기서 `*`와 `?`는 그냥 글자이므로 패턴에는 `StringLike`를 씁니다."
        }
        T::StringEqualsIgnoreCase => "대소문자를 무시하고 비교합니다. `*`와 `?`는 그냥 글자입니다.",
        T::StringLike => {
            "와일드카드로 비교합니다. `*`는 빈 글자를 포함한 임의의 글자열, `?`는 한 글자입니다. 대소문자를 구분합니다."
        }
        T::Numeric => "숫자를 비교합니다.",
        T::Date => "시각을 비교합니다. `2026-01-31T12:00:00Z` 형식이나 1970년부터의 초로 적습니다.",
        T::Bool => "`true`와 `false`를 비교합니다.",
        T::Binary => "base64로 적은 바이트를 비교합니다.",
        T::IpAddress => {
            "주소가 `203.0.113.0/24` 같은 범위 안에 있는지 봅니다. VPC 안의 주소는 `aws:VpcSourceIp`에 담깁니다."
        }
        T::Arn => {
            "ARN을 콜론으로 나눈 부분마다 비교하며 각 부분에 `*`와 `?`를 쓸 수 있습니다. `ArnEquals`와 `ArnLike`는 똑같이 동작합니다."
        }
        T::Null => "키가 없는지 봅니다. `\"true\"`는 요청에 키가 없어야 하고, `\"false\"`는 있어야 합니다.",
        T::OidcSub => {
            "토큰의 주체입니다: `system:serviceaccount:네임스페이스:이름`. 이 조건이 없으면 클러스터의 모든 서비스 어카운트가 이 역할을 맡을 수 있습니다. 키는 `https://`를 뺀 발급자로 시작합니다."
        }
        T::OidcAud => {
            "토큰의 대상입니다. IRSA에서는 `sts.amazonaws.com`입니다. 키는 `https://`를 뺀 발급자로 시작합니다."
        }
        T::OidcClaim => {
            "발급자 아래의 토큰 클레임입니다. STS는 `aud`, `sub` 등 몇 가지만 조건에 제공합니다. 다른 발급자의 키는 없는 것으로 보므로 긍정 연산자는 성립하지 않습니다."
        }
        T::PrincipalArn => "요청하는 주체입니다. 세션이면 세션이 아니라 역할의 ARN입니다: `arn:aws:iam::…:role/…`.",
        T::PrincipalAccountKey => "요청하는 주체의 계정입니다.",
        T::PrincipalOrg => "요청하는 주체의 계정이 속한 조직 또는 조직 안의 위치입니다. 조직에 속하지 않으면 없습니다.",
        T::PrincipalTag => {
            "역할이나 세션의 태그입니다. 일반 IRSA는 세션 태그를 붙이지 않습니다. EKS Pod Identity는 `kubernetes-namespace`, `kubernetes-service-account`, `eks-cluster-name` 등을 붙입니다."
        }
        T::PrincipalType => "요청하는 주체의 종류입니다. 역할을 맡은 Pod는 `AssumedRole`입니다.",
        T::PrincipalIsAwsService => {
            "AWS 서비스가 자신의 자격으로 호출할 때 담깁니다. Pod의 호출에는 해당하지 않습니다."
        }
        T::UserId => "요청하는 주체의 고유 ID입니다. 세션이면 `AROA…:세션 이름`입니다.",
        T::Username => "IAM 사용자의 이름입니다. 역할에는 없으므로 Pod의 요청에는 이 키가 없습니다.",
        T::FederatedProvider => "세션을 만든 OIDC 공급자입니다. IRSA에서는 클러스터 공급자의 ARN입니다.",
        T::SourceIp => {
            "요청이 나온 공인 주소입니다. Pod라면 대개 NAT 게이트웨이의 주소입니다. VPC 엔드포인트를 지나면 없습니다."
        }
        T::SourceVpc => "요청이 지나는 엔드포인트의 VPC입니다. 엔드포인트를 지나지 않으면 없습니다.",
        T::SourceVpce => "요청이 지나는 VPC 엔드포인트 또는 그 소속입니다. 엔드포인트를 지나지 않으면 없습니다.",
        T::VpcSourceIp => "VPC 엔드포인트를 지나는 요청의 사설 주소입니다.",
        T::SourceAccount => {
            "AWS 서비스가 다른 서비스를 호출할 때 그 근거가 되는 리소스, 계정, 조직입니다. 혼동된 대리인 문제를 막습니다. Pod의 호출에는 담기지 않습니다."
        }
        T::SourceIdentity => {
            "역할을 맡을 때 정해지며 다음 역할로도 이어지는 이름입니다. IRSA에서는 토큰에 담긴 경우에만 정해집니다."
        }
        T::ResourceAccount => "리소스를 소유한 계정입니다.",
        T::ResourceOrg => "리소스 소유자가 속한 조직 또는 조직 안의 위치입니다.",
        T::ResourceTag => "리소스의 태그입니다. 모든 서비스와 작업이 제공하지는 않습니다.",
        T::RequestTag => "요청이 붙이려는 태그입니다.",
        T::TagKeys => "요청에 담긴 태그의 키입니다. 여럿일 수 있으므로 `ForAllValues:`나 `ForAnyValue:`와 함께 씁니다.",
        T::RequestedRegion => "호출하는 리전입니다. IAM 같은 글로벌 서비스는 `us-east-1`입니다.",
        T::SecureTransport => "요청이 TLS로 왔는지 나타냅니다.",
        T::CurrentTime => "요청한 시각입니다.",
        T::TokenIssueTime => "임시 자격 증명이 만들어진 시각입니다. 이전 세션을 무효로 할 때 씁니다.",
        T::MultiFactor => {
            "다중 인증을 했는지, 또는 얼마나 지났는지 나타냅니다. Pod의 세션에는 담기지 않으므로 이것을 요구하면 Pod가 막힙니다."
        }
        T::CalledVia => "주체를 대신해 요청이 거쳐 온 서비스들입니다.",
        T::ViaAwsService => "AWS 서비스가 주체를 대신해 호출하는지 나타냅니다.",
        T::UserAgent => "클라이언트가 스스로 밝히는 값입니다. 누구나 아무 값이나 보낼 수 있습니다.",
        T::InstanceSource => {
            "호출하는 EC2 인스턴스가 있는 곳입니다. 인스턴스 자신의 자격 증명에만 담기며 IRSA의 자격 증명에는 없습니다."
        }
        T::ExternalId => {
            "두 회사 사이에 정해 두고 `sts:AssumeRole`에 넘기는 값입니다. AssumeRoleWithWebIdentity에는 없습니다."
        }
        T::RoleSessionName => "호출자가 세션에 붙이는 이름입니다. 토큰을 가진 쪽이 정합니다.",
        T::PassedToService => "역할을 넘겨받는 서비스입니다.",
        T::KmsViaService => "키를 대신 사용하는 서비스입니다. 예: `s3.us-east-1.amazonaws.com`.",
        T::S3Prefix => "나열하려는 접두사입니다. 객체 읽기가 아니라 `s3:ListBucket`에 속합니다.",
        T::AssumeRoleWithWebIdentity => {
            "토큰을 역할의 자격 증명으로 바꿉니다. AWS 자격 증명이 필요 없고, 신뢰 정책만이 발급자·주체·대상으로 판단합니다."
        }
        T::AssumeRole => {
            "이미 가진 자격 증명으로 역할을 맡습니다. 역할의 신뢰 정책이 허용해야 하고, 다른 계정이라면 호출자의 정책도 허용해야 합니다."
        }
        T::TagSession => {
            "세션에 태그를 붙일 수 있게 합니다. EKS Pod Identity는 항상 태그를 붙이므로 신뢰 정책이 `sts:AssumeRole`과 함께 허용해야 합니다."
        }
        T::AssumeRoleForPodIdentity => {
            "EKS Pod Identity 에이전트가 Pod의 자격 증명을 얻으려고 노드 역할로 호출하는 작업입니다."
        }
        T::PassRole => {
            "서비스에 역할을 넘기는 권한입니다. API 호출이 아닙니다. 역할을 지정하고 `iam:PassedToService`로 서비스도 좁히세요."
        }
        T::GetCallerIdentity => {
            "자신이 누구인지 알려 줍니다. 정책이 거부해도 항상 허용되므로 Pod 안에서 IRSA를 가장 빨리 확인하는 방법입니다."
        }
        T::RoleArn => {
            "이 서비스 어카운트의 Pod가 쓸 역할입니다. Pod가 아니라 서비스 어카운트에 적어야 하며 새로 만들어지는 Pod에만 적용됩니다."
        }
        T::AudienceAnnotation => {
            "토큰의 대상입니다. 없으면 `sts.amazonaws.com`입니다. OIDC 공급자의 클라이언트 ID에 있어야 합니다."
        }
        T::StsRegionalEndpoints => {
            "SDK가 자기 리전의 STS를 호출할지 정합니다. EKS에서는 원래 그렇게 합니다. 어노테이션 값은 글자이므로 `\"true\"`처럼 따옴표로 적습니다."
        }
        T::TokenExpiration => {
            "토큰의 유효 시간(초)입니다. 없으면 86400이고 최소 600입니다. Pod에 적은 값이 서비스 어카운트의 값보다 우선합니다. 따옴표로 적습니다."
        }
        T::SkipContainers => {
            "토큰과 환경 변수를 넣지 않을 컨테이너입니다. 이름을 공백 없이 쉼표로 나열하며 Pod에 적습니다."
        }
        T::ServiceAccount => {
            "클러스터 안에서 Pod의 신원입니다. 어노테이션으로 IAM 역할도 지정합니다. RBAC과 IAM의 공통점은 이것뿐입니다."
        }
        T::Pod => "같은 네임스페이스의 서비스 어카운트 하나로 컨테이너를 실행합니다. 적지 않으면 `default`입니다.",
        T::Workload => {
            "`spec.template`으로 Pod를 만듭니다. 서비스 어카운트도 그 안에 적습니다. 바꾼 내용은 그 뒤에 만들어지는 Pod에만 적용됩니다."
        }
        T::Role => "한 네임스페이스 안의 Kubernetes 권한입니다. IAM 역할과는 관계가 없습니다.",
        T::ClusterRole => {
            "클러스터 전체의 권한이며, RoleBinding이 가리키면 한 네임스페이스의 권한입니다. IAM 역할과는 관계가 없습니다."
        }
        T::RoleBinding => "한 네임스페이스에서 Role 또는 ClusterRole을 주체에게 줍니다.",
        T::ClusterRoleBinding => "모든 네임스페이스에서 ClusterRole을 주체에게 줍니다.",
        T::Namespace => {
            "이름이 통하는 범위입니다. 토큰의 주체에 포함되므로 다른 네임스페이스의 같은 이름은 다른 서비스 어카운트입니다."
        }
        T::NamespaceField => {
            "객체가 있는 네임스페이스입니다. 따로 정하지 않으면 `default`입니다. IRSA에서는 주체의 일부입니다: `system:serviceaccount:네임스페이스:이름`."
        }
        T::Annotations => {
            "도구를 위한 메모이며 값은 글자입니다. Pod Identity Webhook은 `eks.amazonaws.com/`으로 시작하는 것을 읽습니다."
        }
        T::ServiceAccountName => {
            "Pod와 같은 네임스페이스에 있는 서비스 어카운트입니다. Pod를 만들 때 이미 있어야 합니다. 적지 않으면 `default`입니다."
        }
        T::DeprecatedServiceAccount => "`serviceAccountName`의 옛 이름이며 호환을 위해 남아 있습니다.",
        T::Automount => {
            "Kubernetes API용 토큰을 마운트할지 정합니다. IAM용 토큰은 별개이므로 `false`여도 IRSA는 동작합니다."
        }
        T::Template => "이것으로 만들어질 Pod입니다.",
        T::Containers => "컨테이너 목록입니다. 웹훅은 모든 컨테이너에 환경 변수와 토큰을 넣습니다.",
        T::InitContainers => "컨테이너보다 먼저 하나씩 실행됩니다. 토큰도 받습니다.",
        T::Env => {
            "컨테이너의 환경 변수입니다. 이미 정해져 있지 않으면 웹훅이 `AWS_ROLE_ARN`과 `AWS_WEB_IDENTITY_TOKEN_FILE`을 추가합니다."
        }
        T::RoleArnEnv => "SDK가 맡으려는 역할입니다. 웹훅이 넣으며, 여기에 적은 값이 있으면 그대로 둡니다.",
        T::TokenFileEnv => "SDK가 토큰을 찾는 경로입니다. 웹훅이 넣으며, 여기에 적은 값이 있으면 그대로 둡니다.",
        T::StaticKeysEnv => "환경 변수의 액세스 키입니다. SDK는 토큰보다 이것을 먼저 보므로 IRSA가 쓰이지 않습니다.",
        T::HostNetwork => {
            "노드의 네트워크를 씁니다. EC2 노드라면 이런 Pod는 항상 메타데이터 서비스에, 따라서 노드 역할에 접근할 수 있습니다."
        }
        T::SecurityContext => "컨테이너를 어떤 사용자와 권한으로 실행할지 정합니다.",
        T::FsGroup => "볼륨을 소유하는 그룹이며 토큰을 읽을 수 있습니다.",
        T::Projected => "여러 출처를 모은 볼륨입니다. 웹훅은 AWS용 토큰이 담긴 볼륨을 하나 추가합니다.",
        T::ServiceAccountToken => "Pod의 서비스 어카운트 토큰입니다. 한 대상을 위해 만들어지고 만료 전에 갱신됩니다.",
        T::TokenAudience => {
            "토큰의 대상입니다. STS에는 `sts.amazonaws.com` 또는 공급자의 다른 클라이언트 ID가 필요합니다."
        }
        T::ExpirationSeconds => "토큰의 유효 시간(초)이며 최소 600입니다. kubelet이 만료 전에 갱신합니다.",
        T::RoleRef => "주는 역할입니다. 나중에 바꿀 수 없어 바인딩을 새로 만들어야 합니다.",
        T::Subjects => "역할을 받는 주체입니다. 서비스 어카운트에는 네임스페이스도 적어야 합니다.",
        T::Rules => "허용하는 내용입니다. 거부하는 규칙은 없습니다.",
        T::Verbs => "할 수 있는 동작입니다: `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `*`.",
        T::ApiGroups => "리소스의 API 그룹입니다. `\"\"`는 Pod, Secret, ServiceAccount가 속한 그룹입니다.",
        T::Resources => "대상 리소스를 소문자 복수형으로 적습니다. 하위 리소스는 `/` 뒤에 적습니다: `pods/log`.",
        T::ResourceNames => {
            "이 이름의 객체로 규칙을 좁힙니다. `create`에는 통하지 않고 `list`에도 거의 쓸 수 없습니다."
        }
    }
}

pub(crate) fn fact(fact: &Fact) -> String {
    match fact {
        Fact::Service(name) => format!("서비스: {name}"),
        Fact::Level(level) => format!("액세스 수준: {}", (super::phrases::PHRASES.access_level)(*level)),
        Fact::Resources(types) => format!("대상 리소스: {}", list(types)),
        Fact::OnlyEverything => "특정 리소스를 대상으로 하지 않습니다. `\"Resource\": \"*\"`로만 허용됩니다.".to_owned(),
        Fact::Needs(actions) => format!("함께 필요할 수 있는 작업: {}", list(actions)),
        Fact::Actions(0, _) => "카탈로그에서 일치하는 작업이 없습니다.".to_owned(),
        Fact::Actions(count, first) if *count > first.len() => format!("일치하는 작업 {count}개: {} …", list(first)),
        Fact::Actions(count, first) => format!("일치하는 작업 {count}개: {}", list(first)),
        Fact::NoService => "카탈로그에 이 접두사를 쓰는 서비스가 없습니다. 오타이거나 카탈로그보다 새로운 서비스일 수 있습니다.".to_owned(),
        Fact::NotLoaded => "이 서비스의 작업은 전체 서비스 카탈로그에 있으며, 카탈로그를 아직 받지 못했습니다.".to_owned(),
        Fact::NotInCatalogue => "카탈로그에 없습니다. 오타이거나 카탈로그보다 새로운 작업일 수 있습니다.".to_owned(),
        Fact::FalseIfMissing => "요청에 이 키가 없으면 일치하지 않습니다.".to_owned(),
        Fact::TrueIfMissing => "요청에 이 키가 없으면 일치합니다.".to_owned(),
        Fact::IfExists => "`IfExists`: 요청에 이 키가 없으면 일치합니다.".to_owned(),
        Fact::Negated => "부정: 어느 값과도 맞지 않아야 성립합니다.".to_owned(),
        Fact::ForAllValues => "`ForAllValues`: 요청의 모든 값이 맞아야 합니다. 요청에 값이 하나도 없어도 성립하므로 Allow에 이것만 쓰면 위험합니다.".to_owned(),
        Fact::ForAnyValue => "`ForAnyValue`: 요청의 값 중 하나가 맞아야 합니다.".to_owned(),
        Fact::Key(kind, several) => {
            format!("값: {}{}", key_type(*kind), if *several { ", 한 요청에 여럿" } else { "" })
        }
        Fact::InTrustRequest(carried) => format!("토큰으로 역할을 맡을 때: {}", self::carried(*carried)),
        Fact::InSession(carried) => format!("그 뒤 Pod의 호출: {}", self::carried(*carried)),
        Fact::Partition(name) => format!("파티션: `{name}`"),
        Fact::Account(number) => format!("계정: `{number}`"),
        Fact::Region(name) => format!("리전: `{name}`"),
        Fact::ResourceType(name) => format!("종류: {name}"),
        Fact::Name(name) => format!("리소스: `{name}`"),
        Fact::Here => "이 시나리오에 문서가 있습니다.".to_owned(),
        Fact::NotHere => "이 시나리오에는 문서가 없습니다.".to_owned(),
        Fact::Namespace(name) => format!("네임스페이스: `{name}`"),
        Fact::ServiceAccount(name) => format!("서비스 어카운트: `{name}`"),
    }
}

pub(crate) fn key_type(kind: KeyType) -> &'static str {
    match kind {
        KeyType::String => "글자",
        KeyType::Arn => "ARN",
        KeyType::Bool => "true/false",
        KeyType::Numeric => "숫자",
        KeyType::Date => "시각",
        KeyType::IpAddress => "IP 주소",
    }
}

pub(crate) fn carried(carried: Carried) -> &'static str {
    match carried {
        Carried::Yes => "항상 담김",
        Carried::No => "담기지 않음",
        Carried::Perhaps => "상황에 따라 다름",
    }
}

fn list(names: &[impl AsRef<str>]) -> String {
    names.iter().map(|name| format!("`{}`", name.as_ref())).collect::<Vec<_>>().join(", ")
}
